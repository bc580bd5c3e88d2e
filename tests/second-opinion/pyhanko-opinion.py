"""pyHanko's opinion about vectors: `python pyhanko-opinion.py DIR`, DIR as `tests/vectors/write.ts` wrote it.

Prints JSON: for each vector, by signature, pyHanko's bottom line and what it rests on (integrity, trust, coverage, later
changes), with the vector's anchors and the evidence in its DSS, all revocation data required and nothing fetched. It
judges at one moment; that is the sealing's, since it keeps no signature alive by a time-stamp beyond its evidence.
"""

import asyncio
import base64
import json
import logging
import sys
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def context(reader, trust, use, moment):
    arguments = {
        'trust_roots': [
            x509.Certificate.load(base64.b64decode(anchor['certificate']))
            for anchor in trust['anchors']
            if anchor['use'] == use
        ],
        'moment': moment,
        'revocation_mode': 'require',
        'allow_fetching': False,
    }
    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(arguments)
    except NoDSSFoundError:
        return ValidationContext(**arguments)


def name_of(status, member):
    value = getattr(status, member, None)
    return value and value.name


async def judged(reader, signature, trust, moment):
    authority = context(reader, trust, 'timestamp', moment)
    if signature.sig_object_type == '/DocTimeStamp':
        status = await async_validate_pdf_timestamp(signature, authority)
    else:
        signer = context(reader, trust, 'signer', moment)
        status = await async_validate_pdf_signature(signature, signer, authority)
    stamp = getattr(status, 'timestamp_validity', None)
    return {
        'passes': bool(getattr(status, 'bottom_line', status.intact and status.valid and status.trusted)),
        'intact': status.intact and status.valid,
        'trusted': status.trusted,
        'trustProblem': name_of(status, 'trust_problem_indic'),
        'coverage': name_of(status, 'coverage'),
        'modification': name_of(status, 'modification_level'),
        'docmdpOk': getattr(status, 'docmdp_ok', None),
        'timestamp': stamp and stamp.intact and stamp.valid and stamp.trusted,
    }


async def opinion(folder, entry):
    """Every signature's opinion; one that cannot be given is the error's name."""
    moment = datetime.fromisoformat(entry['sealedAt'].replace('Z', '+00:00')) + timedelta(minutes=2)
    trust = json.loads((folder / entry['trust']).read_text())
    with (folder / entry['pdf']).open('rb') as handle:
        try:
            reader = PdfFileReader(handle, strict=True)
            signatures = reader.embedded_signatures
        except Exception as error:
            return [{'passes': False, 'refused': type(error).__name__}]
        opinions = []
        for signature in signatures:
            try:
                opinions.append(await judged(reader, signature, trust, moment))
            except Exception as error:
                opinions.append({'passes': False, 'refused': type(error).__name__})
        return opinions


async def main():
    folder = Path(sys.argv[1])
    manifest = json.loads((folder / 'manifest.json').read_text())
    answers = {entry['name']: await opinion(folder, entry) for entry in manifest}
    json.dump(answers, sys.stdout, indent=1)


asyncio.run(main())
