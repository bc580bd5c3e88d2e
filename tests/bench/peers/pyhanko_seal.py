"""One seal by pyHanko in a process of its own: `python pyhanko_seal.py FILE CONTEXT`; see ../measure-seal.ts.

The file is signed in place and cut back to its length after each run, so that nothing is copied that need not be.
"""

import base64
import json
import os
import re
import shutil
import sys
import time

from asn1crypto import keys, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

WARM_RUNS = 9


def resident(field):
    with open('/proc/self/status') as status:
        return int(re.search(field + r':\s*(\d+)', status.read()).group(1)) / 1024


def main(path, context_path):
    with open(context_path) as handle:
        context = json.load(handle)
    chain = [
        x509.Certificate.load(der)
        for _, _, der in pem.unarmor(context['sealCertificatesPem'].encode(), multiple=True)
    ]
    signer = signers.SimpleSigner(
        signing_cert=chain[0],
        signing_key=keys.PrivateKeyInfo.load(base64.b64decode(context['sealKeyPkcs8'])),
        cert_registry=SimpleCertificateStore.from_certs(chain),
    )
    meta = signers.PdfSignatureMetadata(
        field_name='Bench', md_algorithm='sha256', subfilter=SigSeedSubFilter.PADES
    )
    copy = path + '.pyhanko'
    shutil.copyfile(path, copy)
    length = os.path.getsize(copy)
    runtime = resident('VmRSS')
    with open('/proc/self/clear_refs', 'w') as refs:
        refs.write('5')

    def seal():
        with open(copy, 'r+b') as handle:
            writer = IncrementalPdfFileWriter(handle)
            signers.sign_pdf(writer, meta, signer=signer, in_place=True)
            if handle.seek(0, os.SEEK_END) <= length:
                raise RuntimeError('nothing was appended')
            handle.truncate(length)

    def timed():
        begin = time.perf_counter()
        seal()
        return (time.perf_counter() - begin) * 1000

    cold = timed()
    before = time.process_time()
    warm = [timed() for _ in range(WARM_RUNS)]
    cpu = (time.process_time() - before) * 1000 / WARM_RUNS
    os.unlink(copy)
    print(
        json.dumps(
            {
                'coldMs': cold,
                'warmMs': min(warm),
                'cpuMs': cpu,
                'peakMb': resident('VmHWM') - runtime,
            }
        )
    )


main(*sys.argv[1:])
