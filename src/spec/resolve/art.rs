//! Art that stands for itself: advertisements, barcodes, ornaments.

use super::story::overlap;
use super::styles::StylesBySpan;
use super::{PlacedElement, ResolvedSheet, Resolver};
use crate::barcode::{AddOn, BarcodeError, Ean13, Level, qr};
use crate::color::Color;
use crate::diag::{Code, Diagnostic, Span};
use crate::geom::Abs;
use crate::ornament;
use crate::say;
use crate::spec::Located;
use crate::spec::page::{
    Ad, AdSize, Barcode, BarcodeKind, Element, OrnamentElement, PictureFit, Symbol,
};
use crate::spec::raw::{Field, Focus, RawAd, RawBarcode, RawOrnament, Sp, with_defaults};

impl Resolver<'_> {
    /// An advertisement.
    pub(super) fn ad(
        &mut self,
        raw: &Sp<RawAd>,
        sheet: &ResolvedSheet,
        styles: &StylesBySpan,
    ) -> Option<PlacedElement> {
        let written = &raw.value;
        let title = "[[ad]]";
        let look = with_defaults(&written.look, &self.defaults.ad);
        let units = sheet.units();
        let file = self.required(&written.file, "file", title, raw.span).cloned();
        let area = self.area(&written.place, title, raw.span, sheet);
        let page = self.page_of(&written.page);
        let size = self.ad_size(written);
        let bleed = self.length_within(&look.bleed, Abs::ZERO, Abs::mm(50.0), units);
        let frame = self.line(&look.frame, units);
        let styles = self.styles(styles.over(area.as_ref(), sheet), &look.styles, sheet);
        let focus = look.focus.value().copied().unwrap_or(Focus(50, 50));
        let label = look.label.get().filter(|label| !label.value.trim().is_empty());
        let over = written.overlap.value().copied().unwrap_or(false);
        let file = file?;
        let ad = Ad {
            file: self.merged.path(&file.value, file.span),
            name: file.value,
            file_span: file.span,
            page: page?,
            page_span: written.page.get().map(|given| given.span),
            pdf_box: look.pdf_box.value().copied().unwrap_or_default(),
            area: area?,
            size: size?.unwrap_or_else(|| {
                AdSize::Fit(look.fit.value().copied().unwrap_or(PictureFit::Contain))
            }),
            focus: (focus.0, focus.1),
            bleed: bleed.unwrap_or(sheet.bleed),
            frame,
            label: label.map(|label| (label.value.clone(), label.span)),
            preflight: look
                .preflight
                .get()
                .map(|given| Located { value: given.value.as_option().cloned(), span: given.span }),
            alt: written.alt.value().cloned(),
            styles,
            overlap: overlap(over),
        };
        Some(PlacedElement { element: Element::Ad(ad), span: raw.span, overlap: over })
    }

    /// A page counted from 1, counted from 0.
    fn page_of(&mut self, field: &Field<crate::spec::raw::Count>) -> Option<u32> {
        let Some(page) = field.get() else { return Some(0) };
        if page.value.0 == 0 {
            self.bad(page.span, say!("pages are counted from 1", "页码从 1 数起"));
            return None;
        }
        Some(page.value.0 - 1)
    }

    #[expect(clippy::option_option, reason = "wrong and not given are different things")]
    fn ad_size(&mut self, raw: &RawAd) -> Option<Option<AdSize>> {
        let Some(scale) = raw.scale.get() else { return Some(None) };
        if let Some(fit) = raw.look.fit.get() {
            self.report(
                Diagnostic::error(
                    Code::ConflictingKeys,
                    say!(
                        "an advertisement has a \"scale\" or a \"fit\", not both",
                        "广告只能写 “scale” 或 “fit” 之一"
                    ),
                )
                .at(fit.span),
            );
            return None;
        }
        if !(5..=1000).contains(&scale.value.0) {
            self.bad(
                scale.span,
                say!("a scale is given in percent, 5 to 1000", "比例用 5 到 1000 的百分数"),
            );
            return None;
        }
        Some(Some(AdSize::Percent(scale.value.0)))
    }

    /// A barcode.
    pub(super) fn barcode(
        &mut self,
        raw: &Sp<RawBarcode>,
        sheet: &ResolvedSheet,
    ) -> Option<PlacedElement> {
        let written = &raw.value;
        let title = "[[barcode]]";
        let kind = self.required(&written.kind, "kind", title, raw.span).map(|kind| kind.value);
        let text = self.required(&written.text, "text", title, raw.span).cloned();
        let area = self.area(&written.place, title, raw.span, sheet);
        let over = written.overlap.value().copied().unwrap_or(false);
        let (kind, text) = (kind?, text?);
        let symbol = match kind {
            BarcodeKind::Qr => self.qr_code(written, &text),
            BarcodeKind::Ean13 | BarcodeKind::Issn => self.bars(written, kind, &text),
        };
        let code = Barcode { symbol: symbol?, area: area?, overlap: overlap(over) };
        Some(PlacedElement { element: Element::Barcode(code), span: raw.span, overlap: over })
    }

    fn qr_code(&mut self, raw: &RawBarcode, text: &Sp<String>) -> Option<Symbol> {
        let only_bars = [
            raw.add_on.get().map(|it| (it.span, "add-on")),
            raw.digits.get().map(|it| (it.span, "digits")),
        ];
        if let Some((span, key)) = only_bars.into_iter().flatten().next() {
            self.report(
                Diagnostic::error(
                    Code::ConflictingKeys,
                    say!("a QR code has no \"{key}\"", "二维码没有 “{key}” 一项"),
                )
                .at(span),
            );
            return None;
        }
        if text.value.is_empty() {
            self.bad(text.span, say!("a QR code needs a text", "二维码要有内容"));
            return None;
        }
        let level = raw.level.value().copied().unwrap_or(Level::Medium);
        if let Err(error) = qr(&text.value, level) {
            self.report_code(error, text.span);
            return None;
        }
        Some(Symbol::Qr { text: text.value.clone(), level })
    }

    fn bars(&mut self, raw: &RawBarcode, kind: BarcodeKind, text: &Sp<String>) -> Option<Symbol> {
        if let Some(level) = raw.level.get() {
            let message = say!("only a QR code has a \"level\"", "只有二维码有 “level” 一项");
            self.report(Diagnostic::error(Code::ConflictingKeys, message).at(level.span));
            return None;
        }
        let article = match kind {
            BarcodeKind::Issn => Ean13::of_issn(&text.value),
            BarcodeKind::Ean13 | BarcodeKind::Qr => Ean13::new(&text.value),
        };
        let article = article.map_err(|error| self.report_code(error, text.span)).ok();
        let add_on = match raw.add_on.get() {
            None => Some(None),
            Some(add_on) => AddOn::new(&add_on.value)
                .map_err(|_| {
                    self.bad(
                        add_on.span,
                        say!(
                            "an add-on is two or five digits, in quotes: \"05\"",
                            "附加码是两位或五位数字，加引号：\"05\""
                        ),
                    );
                })
                .ok()
                .map(Some),
        };
        let digits = raw.digits.value().copied().unwrap_or(true);
        Some(Symbol::Bars { article: article?, add_on: add_on?, digits })
    }

    /// Tells why a text is no barcode.
    fn report_code(&mut self, error: BarcodeError, span: Span) {
        let message = match error {
            BarcodeError::NotDigits => {
                say!("this code has digits only", "这种条码只能是数字")
            }
            BarcodeError::Length(is) => say!(
                "an EAN-13 has 13 digits, or 12 without its check digit, an ISSN has 8: here are {is}",
                "EAN-13 是 13 位数字（不写校验码则 12 位），ISSN 是 8 位：这里有 {is} 位"
            ),
            BarcodeError::Check(right) => say!(
                "the check digit is wrong: it would have to be {right}",
                "校验码不对，应为 {right}"
            ),
            BarcodeError::TooLong => say!(
                "this is more text than a QR code of this level holds",
                "内容太长，这一容错等级的二维码装不下"
            ),
        };
        let finding = Diagnostic::error(Code::BadValue, message).at(span);
        self.report(match error {
            BarcodeError::Check(_) => finding.hint(say!(
                "compare all digits with the certificate: one of them is mistyped",
                "请对照证书逐位核对：有一位抄错了"
            )),
            BarcodeError::TooLong => finding.hint(say!("use a short address", "请改用短网址")),
            BarcodeError::NotDigits | BarcodeError::Length(_) => finding,
        });
    }

    /// An ornament.
    pub(super) fn ornament(
        &mut self,
        raw: &Sp<RawOrnament>,
        sheet: &ResolvedSheet,
    ) -> Option<PlacedElement> {
        let written = &raw.value;
        let title = "[[ornament]]";
        let name = self.required(&written.name, "name", title, raw.span).cloned();
        let area = self.area(&written.place, title, raw.span, sheet);
        let color = match written.color.get() {
            Some(color) => self.color(&color.value, color.span),
            None => Some(Color::BLACK),
        };
        let over = written.overlap.value().copied().unwrap_or(false);
        let name = name?;
        let Some(ornament) = ornament::find(name.value.trim()) else {
            self.report_unknown_ornament(&name);
            return None;
        };
        let element = OrnamentElement {
            ornament,
            area: area?,
            color: color?,
            turn: written.turn.value().copied().unwrap_or_default(),
            overlap: overlap(over),
        };
        Some(PlacedElement { element: Element::Ornament(element), span: raw.span, overlap: over })
    }

    fn report_unknown_ornament(&mut self, name: &Sp<String>) {
        let Sp { value, span } = name;
        let all = ornament::all();
        let near = crate::diag::nearest(
            value,
            all.iter().flat_map(|one| [one.name.as_str(), one.chinese.as_str()]),
        );
        let finding = Diagnostic::error(
            Code::UnknownName,
            say!("there is no ornament \"{value}\"", "没有名为 “{value}” 的报花"),
        )
        .at(*span);
        self.report(match near {
            Some(near) => finding.hint(say!("did you mean \"{near}\"?", "是不是 “{near}”？")),
            None => {
                let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
                let chinese: Vec<&str> = all.iter().map(|one| one.chinese.as_str()).collect();
                let (names, chinese) = (names.join(", "), chinese.join("、"));
                finding.hint(crate::diag::Text {
                    en: format!("there are {names}"),
                    zh: format!("现有：{chinese}"),
                })
            }
        });
    }
}
