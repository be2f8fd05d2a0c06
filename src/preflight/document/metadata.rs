//! What the file says of itself: the information dictionary and the XMP packet
//! (ISO 15930-7, 6.3 and 6.6; ISO 15930-4, 6.3).

use hayro::hayro_syntax::object::{Dict, Name, String as PdfString};

use super::FileFacts;
use super::xmp::Schema;
use crate::diag::finding::Breach;
use crate::page::Standard;
use crate::preflight::report::{At, Findings};
use crate::preflight::rule::Rule;

pub(super) fn check(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    check_claim(document, findings);
    check_trapped(document, findings);
    // X-1a keeps its metadata in the information dictionary, X-4 in XMP. A profile without
    // a standard looks at XMP.
    match findings.profile.standard {
        Some(Standard::PdfX1a) => check_info(document, findings),
        Some(Standard::PdfX4) | None => check_xmp(document, findings),
    }
    check_agreement(document, findings);
    if document.xmp.as_ref().and_then(|xmp| xmp.get(Schema::PdfUa, "part")) != Some("1") {
        findings.plain(Rule::UaClaim, At::default(), Breach::NoUaClaim);
    }
}

/// The standard that the file says it is of.
pub(super) fn claimed(document: &FileFacts<'_>) -> Option<String> {
    let xmp = document.xmp.as_ref().and_then(|xmp| xmp.get(Schema::PdfX, "GTS_PDFXVersion"));
    xmp.map(str::to_owned).or_else(|| info_claim(document))
}

/// PDF/X-1a:2001, which is called PDF/X-1:2001 and says of itself how far it goes, as
/// files of that standard do.
const X1A_2001: &str = "PDF/X-1a:2001";

/// The standard of the information dictionary.
fn info_claim(document: &FileFacts<'_>) -> Option<String> {
    let claim = info_text(document, "GTS_PDFXVersion")?;
    let conformance = info_text(document, "GTS_PDFXConformance");
    match (claim.as_str(), conformance.as_deref()) {
        ("PDF/X-1:2001", Some(X1A_2001)) => Some(X1A_2001.to_owned()),
        _ => Some(claim),
    }
}

/// An entry of the information dictionary that is there and not empty.
fn info_text(document: &FileFacts<'_>, key: &str) -> Option<String> {
    text(&document.info, key)
}

/// A text of a dictionary that is there and not empty.
pub(super) fn text(dict: &Dict<'_>, key: &str) -> Option<String> {
    let text = dict.get::<PdfString<'_>>(key)?;
    let bytes = text.as_bytes();
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> =
                rest.as_chunks().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // What is looked for is ASCII: it does not matter which letters the other bytes
        // stand for.
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn check_claim(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    let Some(standard) = findings.profile.standard else { return };
    let is_silent = standard == Standard::PdfX4 && document.xmp.is_none();
    if is_silent && findings.profile.counts(Rule::Metadata) {
        // A file without XMP is reported for that, not for the claim that would stand in
        // it.
        return;
    }
    // Each standard has its own place for the claim.
    let claim = match standard {
        Standard::PdfX4 => {
            let xmp = document.xmp.as_ref();
            xmp.and_then(|xmp| xmp.get(Schema::PdfX, "GTS_PDFXVersion")).map(str::to_owned)
        }
        Standard::PdfX1a => info_claim(document),
    };
    let expected = standard.name();
    if claim.as_deref() == Some(expected) {
        return check_other_claim(document, expected, findings);
    }
    let own = claim.clone().or_else(|| info_claim(document));
    if findings.profile.takes_x1a_2001 && own.as_deref() == Some(X1A_2001) {
        return check_other_claim(document, X1A_2001, findings);
    }
    let breach = match claim.or_else(|| claimed(document)) {
        Some(claim) if claim != expected => {
            Breach::OtherClaim { claimed: claim, standard: expected }
        }
        _ => Breach::NoClaim { standard: expected },
    };
    findings.plain(Rule::StandardClaim, At::default(), breach);
}

/// Nor does the other place claim another standard.
fn check_other_claim(document: &FileFacts<'_>, expected: &str, findings: &mut Findings<'_>) {
    const KEY: &str = "GTS_PDFXVersion";
    let xmp = document.xmp.as_ref().and_then(|xmp| xmp.get(Schema::PdfX, KEY));
    let info = info_claim(document);
    if let (Some(info), Some(xmp)) = (info, xmp)
        && (info != expected || xmp != expected)
    {
        findings.plain(
            Rule::StandardClaim,
            At::default(),
            Breach::InfoAndXmp { property: KEY, info_says: info, xmp_says: xmp.to_owned() },
        );
    }
}

fn check_trapped(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    let info = document.info.get::<Name<'_>>("Trapped");
    let info = info.as_ref().map(Name::as_str);
    let xmp = document.xmp.as_ref().and_then(|xmp| xmp.get(Schema::Pdf, "Trapped"));
    let is_said = |word: Option<&str>| matches!(word, Some("True" | "False"));
    // Either place will do, but neither may say that it does not know.
    let is_unsure = [info, xmp].into_iter().any(|word| word.is_some() && !is_said(word));
    let is_enough = match findings.profile.standard {
        Some(Standard::PdfX1a) => is_said(info),
        Some(Standard::PdfX4) | None => is_said(info) || is_said(xmp),
    };
    if !is_enough || (is_unsure && findings.profile.standard == Some(Standard::PdfX4)) {
        findings.plain(Rule::Trapped, At::default(), Breach::TrappingUnsaid);
    }
}

fn check_xmp(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    let file = At::default();
    let Some(xmp) = &document.xmp else {
        findings.plain(Rule::Metadata, file, Breach::NoMetadata);
        return;
    };
    for (name, property) in [
        ("CreateDate", "xmp:CreateDate"),
        ("ModifyDate", "xmp:ModifyDate"),
        ("MetadataDate", "xmp:MetadataDate"),
    ] {
        if xmp.get(Schema::Basic, name).is_none() {
            findings.plain(Rule::MetadataDates, file, Breach::XmpLacks { property });
        }
    }
    for (name, property) in [
        ("DocumentID", "xmpMM:DocumentID"),
        ("VersionID", "xmpMM:VersionID"),
        ("RenditionClass", "xmpMM:RenditionClass"),
    ] {
        if xmp.get(Schema::MediaManagement, name).is_none() {
            findings.plain(Rule::MetadataIds, file, Breach::XmpLacks { property });
        }
    }
    if xmp.get(Schema::DublinCore, "title").is_none() {
        findings.plain(Rule::MetadataTitle, file, Breach::XmpWithoutTitle);
    }
}

fn check_info(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    let file = At::default();
    for key in ["CreationDate", "ModDate"] {
        if info_text(document, key).is_none() {
            findings.plain(Rule::MetadataDates, file, Breach::InfoLacks { property: key });
        }
    }
    if info_text(document, "Title").is_none() {
        findings.plain(Rule::MetadataTitle, file, Breach::InfoWithoutTitle);
    }
}

/// Where both say something, they say the same.
fn check_agreement(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    let Some(xmp) = &document.xmp else { return };
    let trapped = document.info.get::<Name<'_>>("Trapped").map(|name| name.as_str().to_owned());
    let pairs = [
        ("Title", info_text(document, "Title"), xmp.get(Schema::DublinCore, "title")),
        ("Trapped", trapped, xmp.get(Schema::Pdf, "Trapped")),
    ];
    for (key, info, xmp) in pairs {
        if let (Some(info), Some(xmp)) = (info, xmp)
            && info != xmp
        {
            findings.plain(
                Rule::MetadataAgrees,
                At::default(),
                Breach::InfoAndXmp { property: key, info_says: info, xmp_says: xmp.to_owned() },
            );
        }
    }
}
