#!/usr/bin/env python3
"""Holds the plates of fifty pages in device inks against Ghostscript's tiffsep.

The pages are made here, the same ones each time: areas, gray, spot inks, overprint, blends,
meshes, pictures, soft masks, text, patterns, clips, even-odd fills, dashes, skewed pens,
shadings, groups, and pages that have some of all. Each is separated at 100 dpi by
`banmian separations` and by Ghostscript, which draws it at sixteen times the resolution, of
which the mean is taken (at eight times, its letters are still so far from where they belong
that a page of text differs by twice as much); the difference of every plate is told in percent of a solid. Then times are
taken, in turn: of `banmian separations`, of `banmian preflight`, and of tiffsep at 100 dpi
without the means, which is the quickest that it can do.

    cargo build --release
    benches/plates.py target/release/banmian [--only NAME] [--keep FOLDER] [--no-times]

Needs Python 3.9 with Pillow (`pip install pillow`), and Ghostscript (Debian: ghostscript).
"""

import argparse
import math
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

from PIL import Image, ImageChops, ImageStat

WIDTH, HEIGHT = 420, 595
DPI = 100
TIMES = 3
# How many times finer Ghostscript draws than what is compared; 8 of them it takes the mean of.
FINE = 16
FONT = pathlib.Path(__file__).parent.parent / "fonts" / "SourceSerif4_400Regular.ttf"
WORDS = (
    "The ferry will run until midnight on market days, the harbor office said, and the old "
    "bridge stays open for those on foot. Boats from both banks meet at the third pier; "
    "fares are as they were."
).split()


class Pdf:
    """A file of one page."""

    def __init__(self):
        self.objects = {}
        self.count = 10
        self.names = {}
        self.page = ""

    def add(self, text, data=None):
        self.count += 1
        self.objects[self.count] = (text, data)
        return f"{self.count} 0 R"

    def stream(self, text, data):
        if isinstance(data, str):
            data = data.encode()
        return self.add(text + " /Filter /FlateDecode", zlib.compress(data))

    def name(self, category, value):
        """A name of the page's resources for something."""
        known = self.names.setdefault(category, {})
        for name, other in known.items():
            if other == value:
                return f"/{name}"
        name = f"{category[0]}{len(known)}"
        known[name] = value
        return f"/{name}"

    def resources(self):
        parts = (
            f"/{category} << " + " ".join(f"/{n} {v}" for n, v in names.items()) + " >>"
            for category, names in self.names.items()
        )
        return " ".join(parts)

    def write(self, content):
        objects = dict(self.objects)
        objects[1] = ("/Type /Catalog /Pages 2 0 R", None)
        objects[2] = ("/Type /Pages /Kids [3 0 R] /Count 1", None)
        box = f"[0 0 {WIDTH} {HEIGHT}]"
        objects[3] = (
            f"/Type /Page /Parent 2 0 R /MediaBox {box} /TrimBox {box} /Contents 4 0 R "
            f"/Resources << {self.resources()} >> {self.page}",
            None,
        )
        objects[4] = ("/Filter /FlateDecode", zlib.compress(content.encode()))
        out, places = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"), {}
        for number, (text, data) in sorted(objects.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n" % number
            if data is None:
                out += (text if text.startswith("[") else f"<< {text} >>").encode()
            else:
                out += f"<< {text} /Length {len(data)} >> stream\n".encode() + data + b"\nendstream"
            out += b"\nendobj\n"
        table, size = len(out), max(places) + 1
        out += b"xref\n"
        for number, place in places.items():
            out += b"%d 1\n%010d 00000 n \n" % (number, place)
        out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table)
        return bytes(out)


class Maker:
    """Marks at random, the same for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.pdf = Pdf()
        self.out = []

    def put(self, *parts):
        self.out.append(" ".join(str(part) for part in parts))

    def number(self, least, most):
        return round(self.random.uniform(least, most), 2)

    def place(self):
        return self.number(20, WIDTH - 120), self.number(20, HEIGHT - 120)

    def tints(self, count=4):
        return [round(self.random.random(), 2) for _ in range(count)]

    def ink(self, operator="k"):
        self.put(*self.tints(), operator)

    def spot(self, *names):
        """A space of named inks."""
        if len(names) == 1:
            cmyk = " ".join(map(str, self.tints()))
            function = f"<< /FunctionType 2 /N 1 /Domain [0 1] /C0 [0 0 0 0] /C1 [{cmyk}] >>"
            return f"[/Separation /{names[0]} /DeviceCMYK {function}]"
        program = "{ " + "pop " * (len(names) - 2) + "0 0 }"
        domain = "0 1 " * len(names)
        function = self.pdf.stream(
            f"/FunctionType 4 /Domain [{domain}] /Range [0 1 0 1 0 1 0 1]", program)
        inks = " ".join(f"/{name}" for name in names)
        return f"[/DeviceN [{inks}] /DeviceCMYK {function}]"

    def space(self, value):
        return self.pdf.name("ColorSpace", value)

    def state(self, text):
        return self.pdf.name("ExtGState", f"<< {text} >>")

    def shape(self):
        """A path somewhere."""
        kind = self.random.randrange(4)
        x, y = self.place()
        w, h = self.number(10, 140), self.number(10, 140)
        if kind == 0:
            return f"{x} {y} {w} {h} re"
        if kind == 1:
            k, rx, ry = 0.5523, w / 2, h / 2
            cx, cy = x + rx, y + ry
            points = [(rx, 0), (rx, k * ry), (k * rx, ry), (0, ry), (-k * rx, ry), (-rx, k * ry),
                      (-rx, 0), (-rx, -k * ry), (-k * rx, -ry), (0, -ry), (k * rx, -ry),
                      (rx, -k * ry), (rx, 0)]
            points = [f"{cx + a:.2f} {cy + b:.2f}" for a, b in points]
            curves = " ".join(f"{' '.join(points[at:at + 3])} c" for at in (1, 4, 7, 10))
            return f"{points[0]} m {curves} h"
        if kind == 2:
            corners = [(x + self.number(0, w), y + self.number(0, h)) for _ in range(5)]
            rest = " ".join(f"{a:.2f} {b:.2f} l" for a, b in corners[1:])
            return f"{corners[0][0]:.2f} {corners[0][1]:.2f} m {rest} h"
        arms = []
        for at in range(5):
            angle = math.radians(90 + at * 144)
            arms.append(f"{x + w / 2 * (1 + math.cos(angle)):.2f} {y + w / 2 * (1 + math.sin(angle)):.2f}")
        return f"{arms[0]} m " + " ".join(f"{arm} l" for arm in arms[1:]) + " h"

    def areas(self, count=30):
        for _ in range(count):
            self.ink()
            self.put(self.shape(), self.random.choice(["f", "f*"]))

    def finish(self):
        return self.pdf.write("\n".join(self.out))

    # The kinds of pages.

    def flat(self):
        self.areas(60)

    def gray(self):
        for _ in range(60):
            self.put(*self.tints(1), "g", self.shape(), "f")
            self.put(*self.tints(1), "G", self.number(0.3, 6), "w", self.shape(), "S")

    def spots(self):
        for names in [("Rot",), ("Gold",), ("Cyan", "Rot"), ("Black", "Gold", "Silber")]:
            space = self.space(self.spot(*names))
            for _ in range(8):
                self.put(space, "cs", *self.tints(len(names)), "scn", self.shape(), "f")
                self.ink()
                self.put(self.shape(), "f")

    def overprint(self):
        modes = [self.state(f"/OP {on} /op {on} /OPM {mode}")
                 for on, mode in [("false", 0), ("true", 0), ("true", 1)]]
        spaces = [self.space(self.spot("Rot")), self.space(self.spot("Black", "Rot"))]
        for _ in range(60):
            self.put("q", self.random.choice(modes), "gs")
            kind = self.random.randrange(4)
            if kind < 2:
                tints = [tint if self.random.random() < 0.6 else 0 for tint in self.tints()]
                self.put(*tints, "k")
            elif kind == 2:
                self.put(spaces[0], "cs", *self.tints(1), "scn")
            else:
                self.put(spaces[1], "cs", *self.tints(2), "scn")
            self.put(self.shape(), "f Q")

    def blends(self):
        self.pdf.page = "/Group << /S /Transparency /CS /DeviceCMYK /I true >>"
        modes = ["Normal", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge",
                 "ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion"]
        self.areas(10)
        for _ in range(30):
            state = self.state(f"/BM /{self.random.choice(modes)} /ca {self.number(0.2, 1)}")
            self.put("q", state, "gs")
            self.ink()
            self.put(self.shape(), "f Q")

    def mesh(self, kind, space, components, function=""):
        bits = []

        def number(value, least, most, count):
            share = (value - least) / (most - least)
            bits.append(f"{round(min(max(share, 0), 1) * ((1 << count) - 1)):0{count}b}")

        def point(x, y):
            number(x, -100, 700, 32)
            number(y, -100, 700, 32)

        def color():
            for tint in self.tints(1 if function else components):
                number(tint, 0, 1, 16)

        x, y = self.place()
        extra = ""
        if kind == 4:
            for at in range(3):
                bits.append("00000000")
                point(x + 80 * (at == 1), y + 90 * (at == 2))
                color()
            for _ in range(6):
                bits.append(f"{self.random.choice([1, 2]):08b}")
                point(x + self.number(-40, 140), y + self.number(-40, 140))
                color()
        elif kind == 5:
            extra = "/VerticesPerRow 4"
            for row in range(5):
                for column in range(4):
                    point(x + column * 35 + self.number(-8, 8), y + row * 30 + self.number(-8, 8))
                    color()
        else:
            columns = 3
            xs = [[x + 45 * c + self.number(-6, 6) for c in range(columns + 1)] for _ in range(2)]
            ys = [[y + 100 * r + self.number(-12, 12) for _ in range(columns + 1)] for r in range(2)]

            def between(a, b, share):
                return (a[0] + (b[0] - a[0]) * share + self.number(-7, 7),
                        a[1] + (b[1] - a[1]) * share + self.number(-7, 7))

            for column in range(columns):
                low, high = (xs[0][column], ys[0][column]), (xs[1][column], ys[1][column])
                low2, high2 = ((xs[0][column + 1], ys[0][column + 1]),
                               (xs[1][column + 1], ys[1][column + 1]))
                sides = [low, between(low, high, .33), between(low, high, .67), high,
                         between(high, high2, .33), between(high, high2, .67), high2,
                         between(high2, low2, .33), between(high2, low2, .67), low2,
                         between(low2, low, .33), between(low2, low, .67)]
                if kind == 7:
                    middle = ((low[0] + high2[0]) / 2, (low[1] + high2[1]) / 2)
                    sides += [between(middle, corner, .4) for corner in (low, high, high2, low2)]
                bits.append("00000000")
                for px, py in sides:
                    point(px, py)
                for _ in range(4):
                    color()
        text = "".join(bits)
        data = int(text, 2).to_bytes(len(text) // 8, "big")
        ranges = " 0 1" * (1 if function else components)
        shading = self.pdf.stream(
            f"/ShadingType {kind} /ColorSpace {space} {function} {extra} /BitsPerCoordinate 32 "
            f"/BitsPerComponent 16 /BitsPerFlag 8 /Decode [-100 700 -100 700{ranges}]", data)
        return self.pdf.name("Shading", shading)

    def meshes(self):
        # Without transparency on the page, Ghostscript's meshes and blends of spot inks knock
        # out what they should overprint (PDF 32000-1, table 149).
        self.pdf.page = "/Group << /S /Transparency /CS /DeviceCMYK /I true >>"
        clear = self.state("/ca 0.9")
        self.put("q", clear, "gs 0 0 0 0.1 k 5 5 3 3 re f Q")
        self.areas(8)
        over = self.state("/op true /OPM 1")
        spot = self.spot("Rot")
        # Ghostscript looks for spot inks among the color spaces of the page alone.
        self.put(self.space(spot), "cs 0.5 scn 2 2 9 9 re f")
        ramp = "/Function << /FunctionType 2 /N 1.5 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 .2 0 .5] >>"
        for kind in (4, 5, 6, 7):
            self.put(self.mesh(kind, "/DeviceCMYK", 4), "sh")
            self.put(self.mesh(kind, "/DeviceGray", 1), "sh")
            self.put("q", over, "gs", self.mesh(kind, spot, 1), "sh Q")
            self.put(self.mesh(kind, "/DeviceCMYK", 4, ramp), "sh")

    def picture(self, width, height, space, channels, bits=8, more=""):
        waves = [self.number(1, 9) for _ in range(channels)]
        if bits == 8:
            data = bytes(
                int(127 + 127 * math.sin(x / width * wave * 3 + y / height * 7 + c))
                for y in range(height) for x in range(width) for c, wave in enumerate(waves))
        else:
            row = (width + 7) // 8
            data = bytes(self.random.getrandbits(8) & self.random.getrandbits(8)
                         for _ in range(row * height))
        return self.pdf.stream(
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} {space} "
            f"/BitsPerComponent {bits} {more}", data)

    def paint(self, picture, turn=False):
        x, y = self.place()
        w, h = self.number(60, 180), self.number(60, 180)
        matrix = f"{w} 0 0 {h} {x} {y}"
        if turn:
            matrix = f"{w} {self.number(10, 40)} {self.number(-40, -10)} {h} {x} {y}"
        self.put("q", matrix, "cm", self.pdf.name("XObject", picture), "Do Q")

    def pictures(self):
        cmyk, gray = "/ColorSpace /DeviceCMYK", "/ColorSpace /DeviceGray"
        mask = self.picture(90, 70, gray, 1)
        self.paint(self.picture(260, 200, cmyk, 4))
        self.paint(self.picture(220, 180, gray, 1), True)
        self.paint(self.picture(30, 20, cmyk, 4))
        self.paint(self.picture(200, 160, cmyk, 4, more=f"/SMask {mask}"))
        self.paint(self.picture(160, 160, gray, 1, 1), True)
        self.paint(self.picture(150, 130, gray, 1, more="/Decode [1 0]"))
        self.paint(self.picture(90, 90, f"/ColorSpace {self.spot('Rot')}", 1))
        self.put("0 1 0.5 0 k")
        self.paint(self.picture(300, 300, "/ImageMask true", 1, 1))

    def masks(self):
        self.pdf.page = "/Group << /S /Transparency /CS /DeviceCMYK /I true >>"
        self.areas(8)
        for kind in ["Luminosity", "Alpha"] * 3:
            inner = Maker(self.random.random())
            for _ in range(6):
                inner.put(*inner.tints(1), "g" if kind == "Luminosity" else "g", inner.shape(), "f")
            form = self.pdf.stream(
                f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] "
                "/Group << /S /Transparency /CS /DeviceGray /I true >> /Resources << >>",
                "\n".join(inner.out))
            state = self.state(f"/SMask << /S /{kind} /G {form} >>")
            self.put("q", state, "gs")
            self.areas(4)
            self.put("Q")

    def font(self):
        if not hasattr(self, "known_font"):
            data = FONT.read_bytes()
            file = self.pdf.stream(f"/Length1 {len(data)}", data)
            descriptor = self.pdf.add(
                "/Type /FontDescriptor /FontName /SourceSerif4 /Flags 32 /FontBBox [-200 -300 1200 1000] "
                f"/ItalicAngle 0 /Ascent 900 /Descent -300 /CapHeight 700 /StemV 80 /FontFile2 {file}")
            widths = " ".join(["500"] * 95)
            self.known_font = self.pdf.add(
                "/Type /Font /Subtype /TrueType /BaseFont /SourceSerif4 /Encoding /WinAnsiEncoding "
                f"/FirstChar 32 /LastChar 126 /Widths [{widths}] /FontDescriptor {descriptor}")
        return self.pdf.name("Font", self.known_font)

    def lines_of_text(self, x, y, count, size, width=110):
        self.put("BT", self.font(), size, "Tf", x, y, "Td", size * 1.2, "TL")
        for _ in range(count):
            line = ""
            while len(line) * size * 0.5 < width:
                line += self.random.choice(WORDS) + " "
            self.put(f"({line.strip()})", "Tj T*")
        self.put("ET")

    def text(self):
        self.put("0 0 0 1 k")
        for column in range(3):
            self.lines_of_text(20 + column * 130, 560, 30, 9)
        self.put("0.2 0.8 0 0.1 k")
        self.lines_of_text(20, 200, 2, 34, 360)
        self.put("q 0.9 0.3 -0.3 0.9 60 40 cm 1 Tr 0.6 w 1 0 0 0 K")
        self.lines_of_text(0, 0, 3, 22, 300)
        self.put("Q")

    def patterns(self):
        for paint_type in (1, 2, 1, 2):
            tile = "0 0 6 6 re f" if paint_type == 2 else "0 0 1 0 k 0 0 5 9 re f 0 1 0 0 k 5 2 4 4 re f"
            step = self.number(9, 14)
            pattern = self.pdf.stream(
                f"/Type /Pattern /PatternType 1 /PaintType {paint_type} /TilingType 1 "
                f"/BBox [0 0 10 10] /XStep {step} /YStep {step} /Resources << >> "
                f"/Matrix [{self.number(.7, 1.3)} 0.2 0 1 0 0]", tile)
            name = self.pdf.name("Pattern", pattern)
            space = "/Pattern" if paint_type == 1 else self.space("[/Pattern /DeviceCMYK]")
            for _ in range(4):
                tints = self.tints() if paint_type == 2 else []
                self.put(space, "cs", *tints, name, "scn", self.shape(), "f")

    def clips(self):
        for _ in range(16):
            self.put("q", self.shape(), self.random.choice(["W", "W*"]), "n")
            self.areas(5)
            self.put("Q")

    def even_odd(self):
        for _ in range(25):
            self.ink()
            self.put(self.shape(), self.shape(), self.shape(), "f*")

    def dashes(self):
        for _ in range(40):
            dashes = " ".join(str(self.number(1, 15)) for _ in range(self.random.randrange(1, 5)))
            self.ink("K")
            self.put(self.number(0.4, 9), "w", self.random.randrange(3), "J",
                     self.random.randrange(3), "j", f"[{dashes}] {self.number(0, 9)} d",
                     self.shape(), "S")

    def pens(self):
        for _ in range(40):
            x, y = self.place()
            self.ink("K")
            self.put("q", self.number(.2, 3), self.number(-.6, .6), self.number(-.6, .6),
                     self.number(.1, 1.5), x, y, "cm", self.number(.5, 12), "w",
                     self.random.randrange(3), "J", self.random.randrange(3), "j")
            if self.random.random() < 0.4:
                self.put("[9 5] 3 d")
            self.put(f"0 0 m {self.number(10, 60)} {self.number(-40, 60)} l "
                     f"{self.number(10, 60)} {self.number(10, 90)} l S",
                     f"0 0 m 30 60 50 -20 {self.number(50, 80)} 30 c S Q")

    def shadings(self):
        c0, c1 = (" ".join(map(str, self.tints())) for _ in range(2))
        ramp = f"<< /FunctionType 2 /N {self.number(.6, 2)} /Domain [0 1] /C0 [{c0}] /C1 [{c1}] >>"
        back = f"<< /FunctionType 2 /N 1 /Domain [0 1] /C0 [{c1}] /C1 [{c0}] >>"
        stitch = (f"<< /FunctionType 3 /Domain [0 1] /Functions [{ramp} {back}] /Bounds [0.4] "
                  "/Encode [0 1 0 1] >>")
        for function in (ramp, stitch, back):
            for extend in ("true true", "false false"):
                x, y = self.place()
                axial = (f"<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [{x} {y} {x + 120} {y + 70}] "
                         f"/Function {function} /Extend [{extend}] >>")
                radial = (f"<< /ShadingType 3 /ColorSpace /DeviceCMYK "
                          f"/Coords [{x + 40} {y + 40} 10 {x + 60} {y + 70} {self.number(15, 70)}] "
                          f"/Function {function} /Extend [{extend}] >>")
                for shading in (axial, radial):
                    self.put("q", self.shape(), "W n", self.pdf.name("Shading", shading), "sh Q")

    def groups(self):
        self.pdf.page = "/Group << /S /Transparency /CS /DeviceCMYK /I true >>"
        self.areas(10)
        for isolated in ["true", "false"] * 4:
            inner = Maker(self.random.random())
            inner.areas(5)
            form = self.pdf.stream(
                f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] /Resources << >> "
                f"/Group << /S /Transparency /CS /DeviceCMYK /I {isolated} >>", "\n".join(inner.out))
            mode = self.random.choice(["Normal", "Multiply", "Screen"])
            state = self.state(f"/BM /{mode} /ca {self.number(.3, 1)}")
            self.put("q", state, "gs", self.pdf.name("XObject", form), "Do Q")

    def newspaper(self):
        self.put("0.2 0.8 0 0.1 k")
        self.lines_of_text(20, 555, 1, 30, 360)
        over = self.state("/OP true /op true /OPM 1")
        self.put("q", over, "gs 0 0 0 1 k 0 0 0 1 K 0.5 w")
        for column in range(3):
            self.lines_of_text(24 + column * 130, 530, 50, 8)
            self.put(f"{18 + column * 130} 30 m {18 + column * 130} 545 l S")
        self.put("Q")
        for x, y, size in [(20, 20, 120), (160, 200, 130), (290, 60, 110)]:
            picture = self.picture(200, 160, "/ColorSpace /DeviceCMYK", 4)
            self.put(f"q {x} {y} {size} {size * .8} re W n", f"{size} 0 0 {size * .8} {x} {y} cm",
                     self.pdf.name("XObject", picture), "Do Q")
        self.put("q 20 440 120 90 re W n", self.mesh(6, "/DeviceCMYK", 4), "sh Q")


KINDS = [
    ("flat", 3), ("gray", 2), ("spots", 3), ("overprint", 4), ("blends", 4), ("meshes", 4),
    ("pictures", 4), ("masks", 3), ("text", 2), ("patterns", 2), ("clips", 2), ("even_odd", 2),
    ("dashes", 3), ("pens", 3), ("shadings", 3), ("groups", 3), ("newspaper", 3),
]


def pages():
    for kind, count in KINDS:
        for number in range(count):
            maker = Maker(f"{kind} {number}")
            getattr(maker, kind)()
            yield f"{kind}-{number}", maker.finish()


def run(*command):
    """CPU and wall time of a command, in seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    said = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return said, wall, cpu


def ghostscript(pdf, out, scale):
    return run(
        "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=none",
        f"-dDownScaleFactor={min(scale, 8)}", "-dMaxSpots=8", f"-r{DPI * scale}", f"-sOutputFile={out}", pdf)


def separations(banmian, pdf, out):
    return run(banmian, "separations", pdf, "--dpi", DPI, "-o", f"{out}/")


def differences(banmian, pdf, folder):
    """How far each plate is from Ghostscript's, in percent of a solid; and from its plates
    that are drawn at this resolution."""
    ours, theirs = folder / "ours", folder / "theirs"
    shutil.rmtree(ours, ignore_errors=True)
    said, _, _ = separations(banmian, pdf, ours)
    if said.returncode != 0:
        sys.exit(said.stderr)
    found = {}
    for plate in sorted(ours.glob("*.png")):
        ink = plate.stem.rsplit("-", 1)[1]
        found[ink] = [Image.open(plate).convert("L")]
    for scale in (FINE, 1):
        theirs.mkdir(exist_ok=True)
        said, _, _ = ghostscript(pdf, theirs / "p.tif", scale)
        if said.returncode != 0:
            sys.exit(said.stdout + said.stderr)
        for ink, images in found.items():
            image = Image.open(theirs / f"p({ink}).tif").convert("L")
            images.append(image.reduce(scale // 8) if scale > 8 else image)
    result = {}
    for ink, (own, *others) in found.items():
        size = tuple(min(image.size[side] for image in (own, *others)) for side in (0, 1))
        box = (0, 0, *size)
        result[ink] = [
            ImageStat.Stat(ImageChops.difference(own.crop(box), other.crop(box))).mean[0] / 2.55
            for other in others
        ]
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("banmian", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--no-times", action="store_true")
    arguments = parser.parse_args()
    if shutil.which("gs") is None:
        sys.exit("Ghostscript is missing")
    print("Ghostscript", subprocess.run(["gs", "--version"], capture_output=True, text=True).stdout.strip())
    root = arguments.keep or pathlib.Path(tempfile.mkdtemp())
    worst, all_plates, plain = [], [], []
    ratios = {"separations": [], "preflight": []}
    sums = {"separations": [0, 0], "preflight": [0, 0], "tiffsep": [0, 0]}
    for name, data in pages():
        if arguments.only not in name:
            continue
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        pdf = folder / "page.pdf"
        pdf.write_bytes(data)
        plates = differences(arguments.banmian, pdf, folder)
        all_plates += [far for far, _ in plates.values()]
        plain += [far for _, far in plates.values()]
        ink, (far, _) = max(plates.items(), key=lambda plate: plate[1][0])
        worst.append((far, name, ink))
        told = " ".join(f"{ink} {far:.2f}" for ink, (far, _) in plates.items())
        times = ""
        if not arguments.no_times:
            taken = {verb: [] for verb in sums}
            for _ in range(TIMES):
                taken["tiffsep"].append(ghostscript(pdf, folder / "time.tif", 1)[1:])
                taken["separations"].append(separations(arguments.banmian, pdf, folder / "time")[1:])
                taken["preflight"].append(run(arguments.banmian, "preflight", pdf)[1:])
            for verb, both in taken.items():
                for at in (0, 1):
                    sums[verb][at] += statistics.median(pair[at] for pair in both)
            for verb in ratios:
                pairs = zip(taken[verb], taken["tiffsep"])
                ratios[verb].append(statistics.median(own[0] / other[0] for own, other in pairs))
                times += f" {verb} {ratios[verb][-1]:.2f}"
        print(f"{name:14} {told}{times}", flush=True)
    worst.sort(reverse=True)
    print(f"{len(worst)} pages, {len(all_plates)} plates: mean {statistics.mean(all_plates):.3f} % of a "
          f"solid, median {statistics.median(all_plates):.3f}, most {worst[0][0]:.2f} "
          f"({worst[0][1]}, {worst[0][2]}), over 0.5: {sum(far > 0.5 for far in all_plates)}")
    print(f"beside tiffsep at {DPI} dpi as it is: mean {statistics.mean(plain):.3f}, most "
          f"{max(plain):.2f}, over 0.5: {sum(far > 0.5 for far in plain)}")
    if not arguments.no_times:
        for verb, (wall, cpu) in sums.items():
            print(f"{verb}: {wall:.2f} s, CPU {cpu:.2f} s")
        for verb, found in ratios.items():
            of_sums = [sums[verb][at] / sums["tiffsep"][at] for at in (0, 1)]
            print(f"{verb}: median ratio {statistics.median(found):.2f} of tiffsep's wall time, most "
                  f"{max(found):.2f}; all together {of_sums[0]:.2f}, CPU {of_sums[1]:.2f}")
    if arguments.keep is None:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
