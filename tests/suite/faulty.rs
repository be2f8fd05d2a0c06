//! PDFs with one fault each, made from a clean page by a small writer of their
//! own: nothing of the engine's own backend is in them.

use std::fmt::Write as _;
use std::sync::LazyLock;

use skrifa::{FontRef, MetadataProvider};

/// A PDF before it is written. Every part can be changed.
pub(crate) struct Sheet {
    pub(crate) header: String,
    pub(crate) catalog: String,
    pub(crate) info: String,
    pub(crate) xmp: String,
    pub(crate) intent: String,
    pub(crate) profile: Vec<u8>,
    pub(crate) profile_dict: String,
    pub(crate) boxes: String,
    pub(crate) page: String,
    pub(crate) states: String,
    pub(crate) fonts: String,
    pub(crate) spaces: String,
    pub(crate) pictures: String,
    pub(crate) patterns: String,
    pub(crate) shadings: String,
    pub(crate) content: String,
    pub(crate) trailer: String,
    /// Pages that show the same, with these entries instead of `boxes`.
    pub(crate) further_pages: Vec<String>,
    objects: Vec<(String, Option<Vec<u8>>)>,
}

/// Numbers of the objects that every sheet has.
const FIRST_FREE: usize = 12;

/// The words of the clean page as glyphs of its font.
pub(crate) const TEXT: &str = "Bridge opens";

static FONT: LazyLock<(Vec<u8>, String, Vec<u16>)> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/SourceSerif4_400Regular.ttf");
    let data = std::fs::read(path).expect("the font is in the repository");
    let font = FontRef::from_index(&data, 0).expect("it is a font");
    let mut remapper = subsetter::GlyphRemapper::new();
    let glyphs: Vec<u16> = TEXT
        .chars()
        .map(|c| {
            let glyph = font.charmap().map(c).expect("a Latin letter");
            remapper.remap(u16::try_from(glyph.to_u32()).expect("a glyph of TrueType"))
        })
        .collect();
    let metrics = font.glyph_metrics(
        skrifa::instance::Size::new(1000.0),
        skrifa::instance::LocationRef::default(),
    );
    let mut widths = String::from("0 [");
    for old in remapper.remapped_gids() {
        let width = metrics.advance_width(skrifa::GlyphId::from(old)).unwrap_or(0.0);
        write!(widths, "{width:.0} ").expect("a string takes all");
    }
    widths.push(']');
    let subset = subsetter::subset(&data, 0, &remapper).expect("it can be subset");
    (subset, widths, glyphs)
});

/// The words of the page as a PDF string.
pub(crate) fn words() -> String {
    let mut hex = String::from("<");
    for glyph in &FONT.2 {
        write!(hex, "{glyph:04x}").expect("a string takes all");
    }
    hex.push('>');
    hex
}

/// A line of text at this size, with these operators before it.
pub(crate) fn text(before: &str, size: f64) -> String {
    format!("q {before} BT /F1 {size} Tf 40 300 Td {} Tj ET Q\n", words())
}

/// A stroked line of this width, with these operators before it.
pub(crate) fn line(before: &str, width: f64) -> String {
    format!("q {before} {width} w 40 280 m 240 280 l S Q\n")
}

const XMP: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Ferry ad</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2026-11-23T08:00:00Z</xmp:CreateDate><xmp:ModifyDate>2026-11-23T08:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>2026-11-23T08:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:00000000-0000-4000-8000-000000000001</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Trapped>False</pdf:Trapped><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#;

impl Sheet {
    /// A clean advertisement, PDF/X-4: black text and a line that overprint, a
    /// patch, a picture of 200 ppi, and a form.
    pub(crate) fn x4() -> Self {
        let mut sheet = Self {
            header: "%PDF-1.6".to_owned(),
            catalog: String::new(),
            info: "/Title (Ferry ad) /Trapped /False /CreationDate (D:20261123080000Z) \
                   /ModDate (D:20261123080000Z)"
                .to_owned(),
            xmp: XMP.to_owned(),
            intent: "/Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (CGATS TR 002) \
                     /Info (newsprint) /RegistryName (http://www.color.org) \
                     /DestOutputProfile 7 0 R"
                .to_owned(),
            profile: banmian::icc::IccProfile::newsprint().bytes.to_vec(),
            profile_dict: "/N 4".to_owned(),
            boxes: "/MediaBox [0 0 300 400] /TrimBox [20 20 280 380] /BleedBox [11 11 289 389]"
                .to_owned(),
            page: String::new(),
            states: "/GO << /OP true /op true /OPM 1 >> /GK << /OP false /op false /OPM 0 >>"
                .to_owned(),
            fonts: "/F1 8 0 R".to_owned(),
            spaces: String::new(),
            pictures: String::new(),
            patterns: String::new(),
            shadings: String::new(),
            content: String::new(),
            trailer: "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
                .to_owned(),
            further_pages: Vec::new(),
            objects: Vec::new(),
        };
        sheet.content = text("/GO gs 0 0 0 1 k", 9.0)
            + &line("/GO gs 0 0 0 1 K", 0.5)
            + "q /GK gs 0.6 0.2 0 0 k 40 320 100 30 re f Q\n";
        sheet.picture("P0", "/DeviceCMYK", 8, (20, 20), 4);
        sheet.content += "q 7.2 0 0 7.2 40 200 cm /P0 Do Q\n";
        let form = sheet.stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 20 20]",
            b"0 0.5 0.5 0 k 0 0 20 20 re f".to_vec(),
        );
        write!(sheet.pictures, " /X0 {form} 0 R").expect("a string takes all");
        sheet.content += "q 1 0 0 1 40 150 cm /X0 Do Q\n";
        sheet
    }

    /// The same as PDF/X-1a:2003.
    pub(crate) fn x1a() -> Self {
        let mut sheet = Self::x4();
        sheet.header = "%PDF-1.4".to_owned();
        sheet.info += " /GTS_PDFXVersion (PDF/X-1a:2003)";
        sheet.xmp = sheet
            .xmp
            .replace("<pdfxid:GTS_PDFXVersion>PDF/X-4", "<pdfxid:GTS_PDFXVersion>PDF/X-1a:2003");
        sheet
    }

    /// The same as PDF/UA-1.
    pub(crate) fn ua1() -> Self {
        let mut sheet = Self::x4();
        let figure = sheet.object("<< /Type /StructElem /S /Figure /P 3 0 R /Alt (a ferry) >>");
        write!(
            sheet.catalog,
            "/MarkInfo << /Marked true >> /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> \
             /StructTreeRoot << /Type /StructTreeRoot /K [{figure} 0 R] >>"
        )
        .expect("a string takes all");
        sheet
    }

    /// Adds an object; its number.
    pub(crate) fn object(&mut self, text: &str) -> usize {
        self.objects.push((text.to_owned(), None));
        FIRST_FREE + self.objects.len() - 1
    }

    /// Adds a stream; its number.
    pub(crate) fn stream(&mut self, dict: &str, data: Vec<u8>) -> usize {
        self.objects.push((dict.to_owned(), Some(data)));
        FIRST_FREE + self.objects.len() - 1
    }

    /// Adds a picture of mid tones under a name.
    pub(crate) fn picture(
        &mut self,
        name: &str,
        space: &str,
        bits: usize,
        (width, height): (usize, usize),
        components: usize,
    ) {
        let row = (width * components * bits).div_ceil(8);
        let dict = format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace {space} \
             /BitsPerComponent {bits}"
        );
        let number = self.stream(&dict, vec![0x55; row * height]);
        write!(self.pictures, " /{name} {number} 0 R").expect("a string takes all");
    }

    /// Adds a stencil under a name.
    pub(crate) fn stencil(&mut self, name: &str, (width, height): (usize, usize)) {
        let dict = format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ImageMask true \
             /BitsPerComponent 1"
        );
        let number = self.stream(&dict, vec![0x55; width.div_ceil(8) * height]);
        write!(self.pictures, " /{name} {number} 0 R").expect("a string takes all");
    }

    /// Adds a form under a name.
    pub(crate) fn form(&mut self, name: &str, extra: &str, content: &str) {
        let resources = self.resources();
        let dict = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources << {resources} >> {extra}"
        );
        let number = self.stream(&dict, content.as_bytes().to_vec());
        write!(self.pictures, " /{name} {number} 0 R").expect("a string takes all");
    }

    fn resources(&self) -> String {
        format!(
            "/ExtGState << {} >> /Font << {} >> /ColorSpace << {} >> /XObject << {} >> \
             /Pattern << {} >> /Shading << {} >>",
            self.states, self.fonts, self.spaces, self.pictures, self.patterns, self.shadings
        )
    }

    /// The file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let (font, widths, _) = &*FONT;
        let further = FIRST_FREE + self.objects.len();
        let mut kids = String::from("3 0 R");
        for nth in 0..self.further_pages.len() {
            write!(kids, " {} 0 R", further + nth).expect("a string takes all");
        }
        let count = 1 + self.further_pages.len();
        let page = |boxes: &str| {
            format!(
                "<< /Type /Page /Parent 2 0 R {boxes} /Contents 4 0 R /Resources << {} >> {} >>",
                self.resources(),
                self.page
            )
        };
        let intents = match self.intent.as_str() {
            "" => String::new(),
            intent => format!("/OutputIntents [<< {intent} >>]"),
        };
        let metadata = if self.xmp.is_empty() { "" } else { "/Metadata 6 0 R" };
        let mut file = Writer::new(&self.header);
        file.object(&format!(
            "<< /Type /Catalog /Pages 2 0 R {metadata} {intents} {} >>",
            self.catalog
        ));
        file.object(&format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"));
        file.object(&page(&self.boxes));
        file.stream("", self.content.as_bytes());
        file.object(&format!("<< {} >>", self.info));
        file.stream("/Type /Metadata /Subtype /XML", self.xmp.as_bytes());
        file.stream(&self.profile_dict, &self.profile);
        file.object(
            "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SourceSerif4 /Encoding /Identity-H \
             /DescendantFonts [9 0 R] >>",
        );
        file.object(&format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+SourceSerif4 \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
             /FontDescriptor 10 0 R /CIDToGIDMap /Identity /W [{widths}] >>"
        ));
        file.object(
            "<< /Type /FontDescriptor /FontName /ABCDEF+SourceSerif4 /Flags 4 /FontBBox [0 -300 1000 1000] \
             /ItalicAngle 0 /Ascent 900 /Descent -300 /CapHeight 700 /StemV 80 /FontFile2 11 0 R >>",
        );
        file.stream(&format!("/Length1 {}", font.len()), font);
        for (text, data) in &self.objects {
            match data {
                Some(data) => file.stream(text, data),
                None => file.object(text),
            }
        }
        for boxes in &self.further_pages {
            file.object(&page(boxes));
        }
        file.finish(&format!("/Root 1 0 R /Info 5 0 R {}", self.trailer))
    }
}

/// Writes objects one after the other and the table of them.
struct Writer {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl Writer {
    fn new(header: &str) -> Self {
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend(b"\n%\xe2\xe3\xcf\xd3\n");
        Self { bytes, places: Vec::new() }
    }

    fn object(&mut self, text: &str) {
        self.places.push(self.bytes.len());
        let number = self.places.len();
        self.bytes.extend(format!("{number} 0 obj\n{text}\nendobj\n").as_bytes());
    }

    fn stream(&mut self, dict: &str, data: &[u8]) {
        self.places.push(self.bytes.len());
        let number = self.places.len();
        let length = data.len();
        self.bytes
            .extend(format!("{number} 0 obj\n<< {dict} /Length {length} >>\nstream\n").as_bytes());
        self.bytes.extend(data);
        self.bytes.extend(b"\nendstream\nendobj\n");
    }

    fn finish(mut self, trailer: &str) -> Vec<u8> {
        let table = self.bytes.len();
        let size = self.places.len() + 1;
        let mut text = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for place in &self.places {
            writeln!(text, "{place:010} 00000 n ").expect("a string takes all");
        }
        write!(text, "trailer\n<< /Size {size} {trailer} >>\nstartxref\n{table}\n%%EOF\n")
            .expect("a string takes all");
        self.bytes.extend(text.as_bytes());
        self.bytes
    }
}
