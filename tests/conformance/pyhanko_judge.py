"""Asks pyHanko about concluded files: `python pyhanko_judge.py ANCHORS.pem FILE…`, one line of JSON for each.

Long-term validation of every seal (`ades_lta_validation`, EN 319 102-1 §5.6.3), which takes the chain of document
time-stamps as evidence record. Nothing is fetched: chains, OCSP responses and CRLs come from the file. A file is
accepted where every seal and its signature time-stamp pass, later revisions are permitted, and the last signature is
a document time-stamp over the whole file whose proof of existence was believed.
"""

import asyncio
import json
import logging
import sys

import pyhanko.version
from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.policy_decl import (
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    FreshnessReqType,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.registry import SimpleTrustManager


def specification(anchors_file):
    with open(anchors_file, 'rb') as handle:
        blocks = pem.unarmor(handle.read(), multiple=True)
        anchors = [x509.Certificate.load(der) for _, _, der in blocks]
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(anchors),
        # Revocation data must be there for every certificate; freshness as the command line's `adesverify`.
        revinfo_policy=CertRevTrustPolicy(
            REQUIRE_REVINFO,
            freshness=None,
            freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
        ),
    )
    offline = RevocationInfoGatheringSpec(
        online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
    )
    return PdfSignatureValidationSpec(
        signature_validation_spec=SignatureValidationSpec(
            cert_validation_policy=policy,
            revinfo_gathering_policy=offline,
            local_knowledge=LocalKnowledge(),
        )
    )


async def problem_of(file, spec):
    """Why the file is refused, or None."""
    with open(file, 'rb') as handle:
        reader = PdfFileReader(handle)
        seals = reader.embedded_regular_signatures
        if not seals:
            return 'no seal'
        for seal in seals:
            result = await ades_lta_validation(seal, spec)
            status = result.api_status
            if result.ades_subindic != AdESPassed.OK:
                return f'{seal.field_name}: {result.ades_subindic.name}'
            if status is None or not status.bottom_line:
                level = status and status.modification_level
                return f'{seal.field_name}: not valid ({level})'
            stamp = result.signature_timestamp_status
            if stamp is None or stamp.ades_subindic != AdESPassed.OK:
                return f'{seal.field_name}: its time-stamp does not pass'
            if result.oldest_evidence_record_timestamp is None:
                return f'{seal.field_name}: no document time-stamp proves its existence'
        last = reader.embedded_signatures[-1]
        last.compute_integrity_info()
        if last.sig_object_type != '/DocTimeStamp':
            return 'the last signature is no document time-stamp'
        if last.coverage != SignatureCoverageLevel.ENTIRE_FILE:
            return f'the document time-stamp covers {last.coverage.name}'
        return None


async def main(anchors_file, files):
    spec = specification(anchors_file)
    for file in files:
        try:
            problem = await problem_of(file, spec)
        # Whatever it raises at a file is its answer about that file.
        except Exception as error:
            problem = f'{type(error).__name__}: {error}'
        answer = {
            'file': file,
            'accepts': problem is None,
            'says': 'PASSED' if problem is None else problem,
        }
        print(json.dumps(answer))


if __name__ == '__main__':
    if sys.argv[1:] == ['--version']:
        print(f'pyHanko {pyhanko.version.__version__}')
    else:
        logging.disable(logging.CRITICAL)
        asyncio.run(main(sys.argv[1], sys.argv[2:]))
