#!/usr/bin/env bash
# A page whose own transparency group is a knockout group (ISO 32000-1, 11.4.6.2:
# /Group with /K true on the page) prints differently from what viewers show.
#
# Seen with PyMuPDF 2.0 (MuPDF 1.28.5), pypdfium2 5.15.2 (PDFium) and Ghostscript
# 10.00.0, on two half-transparent squares, the later of which is cyan alone where
# the group is a knockout group:
#
#   group of         MuPDF     PDFium    Ghostscript
#   the page         mixed     mixed     knocked out
#   a form XObject   knocked   mixed     knocked out
#
# PDFium leaves /K out of account everywhere, MuPDF for a page's own group.
#
# So a proof of such an advertisement on the screen is no proof; banmian keeps /K
# of a placed page, and the plate is what Ghostscript shows.
#
# Needs Python 3 with venv, and Ghostscript (Debian: ghostscript).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet PyMuPDF==2.0 pypdfium2==5.15.2 pillow==13.0.0
command -v gs >/dev/null || { echo "Ghostscript is missing" >&2; exit 1; }
echo "Ghostscript $(gs --version)"

cat >look.py <<'PYTHON'
import subprocess

import pymupdf
import pypdfium2
from PIL import Image

CONTENT = b"/g gs 0 0 0 1 k 20 20 60 60 re f 1 0 0 0 k 50 50 60 60 re f"
STATE = b"/ExtGState << /g << /ca .5 >> >>"
BOX = b"[0 0 130 130]"


def stream(entries, data):
    return b"<< %s /Length %d >> stream\n%s\nendstream" % (entries, len(data), data)


def pdf(page, *others):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R %s >>" % (BOX, page),
        *others,
    ]
    out, places = b"%PDF-1.6\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        count, table, count, len(out))


def group(knockout):
    return b"/Group << /S /Transparency /CS /DeviceCMYK /I true /K %s >>" % (b"true" if knockout else b"false")


def on_page(knockout):
    return pdf(group(knockout) + b" /Resources << " + STATE + b" >>", stream(b"", CONTENT))


def on_form(knockout):
    form = b"/Type /XObject /Subtype /Form /BBox %s %s /Resources << %s >>" % (BOX, group(knockout), STATE)
    return pdf(b"/Resources << /XObject << /f 5 0 R >> >>", stream(b"", b"/f Do"), stream(form, CONTENT))


def mupdf(data):
    return pymupdf.open(stream=data)[0].get_pixmap().pixel(65, 65)[:3]


def pdfium(data):
    return pypdfium2.PdfDocument(data)[0].render().to_pil().convert("RGB").getpixel((65, 65))


def ghostscript(data):
    open("page.pdf", "wb").write(data)
    subprocess.run(["gs", "-q", "-o", "page.ppm", "-sDEVICE=ppmraw", "-r72", "page.pdf"], check=True)
    return Image.open("page.ppm").getpixel((65, 65))


def differs(one, other):
    return max(abs(a - b) for a, b in zip(one, other)) > 8


seen = {}
for name, draw in [("MuPDF", mupdf), ("PDFium", pdfium), ("Ghostscript", ghostscript)]:
    for place, make in [("page", on_page), ("form", on_form)]:
        mixed, knocked = draw(make(False)), draw(make(True))
        seen[name, place] = differs(mixed, knocked)
        print(f"{name:12} group of a {place}: overlap {mixed} without /K, {knocked} with it")

wanted = {
    ("MuPDF", "page"): False, ("PDFium", "page"): False, ("Ghostscript", "page"): True,
    ("MuPDF", "form"): True, ("PDFium", "form"): False, ("Ghostscript", "form"): True,
}
if seen != wanted:
    raise SystemExit(f"this has changed: {seen}")
PYTHON
venv/bin/python look.py
