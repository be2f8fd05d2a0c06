//! Art that stands for itself: advertisements, barcodes, ornaments.

use super::story::overlap;
use super::styles::StylesBySpan;
use super::{PlacedElement, ResolvedSheet, Resolver};
use crate::barcode::{AddOn, BarcodeError, Ean13, Level, qr};
use crate::color::Color;
use crate::diag::Span;
use crate::diag::finding::{Bound, CountedThing, SpecFault, SpecSyntax};
use crate::geom::Abs;
use crate::ornament;
use crate::spec::Located;
use crate::spec::page::{
    Ad, AdBooking, AdSize, Barcode, BarcodeKind, Element, OrnamentElement, PictureFit, Symbol,
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
        let area = self.area(&written.place, title, raw.span, sheet);
        let page = self.page_of(&written.page);
        let size = self.ad_size(written);
        let bleed = self.length_within(&look.bleed, Abs::ZERO, Abs::mm(50.0), units);
        let frame = self.line(&look.frame, units);
        let styles = self.styles(styles.over(area.as_ref(), sheet), &look.styles, sheet);
        let focus = look.focus.value().copied().unwrap_or(Focus(50, 50));
        let label = look.label.get().filter(|label| !label.value.trim().is_empty());
        let over = written.overlap.value().copied().unwrap_or(false);
        let (file, booking) = (written.file.get(), written.booking.get());
        let named = file.or(booking);
        let ad = Ad {
            file: file.map(|file| self.merged.path(&file.value, file.span)),
            name: named.map(|named| named.value.clone()).unwrap_or_default(),
            file_span: named.map_or(raw.span, |named| named.span),
            booking: (file.is_none() || booking.is_some()).then(|| AdBooking {
                id: booking.map(|booking| booking.value.trim().to_owned()),
                ..AdBooking::default()
            }),
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
            self.bad(page.span, SpecSyntax::FromOne { counted: CountedThing::Pages });
            return None;
        }
        Some(page.value.0 - 1)
    }

    #[expect(clippy::option_option, reason = "wrong and not given are different things")]
    fn ad_size(&mut self, raw: &RawAd) -> Option<Option<AdSize>> {
        let Some(scale) = raw.scale.get() else { return Some(None) };
        if let Some(fit) = raw.look.fit.get() {
            self.bad(fit.span, SpecFault::ScaleAndFit { keys: vec!["scale", "fit"] });
            return None;
        }
        if !(5..=1000).contains(&scale.value.0) {
            self.bad(scale.span, SpecFault::NoScale { least: Bound(5.0), most: Bound(1000.0) });
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
            self.bad(span, SpecFault::OnlyBars { key: key.to_owned() });
            return None;
        }
        if text.value.is_empty() {
            self.bad(text.span, SpecFault::QrEmpty);
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
            self.bad(level.span, SpecFault::OnlyQr { key: "level".to_owned() });
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
                    self.bad(add_on.span, SpecFault::NoAddOn);
                })
                .ok()
                .map(Some),
        };
        let digits = raw.digits.value().copied().unwrap_or(true);
        Some(Symbol::Bars { article: article?, add_on: add_on?, digits })
    }

    /// Tells why a text is no barcode.
    fn report_code(&mut self, error: BarcodeError, span: Span) {
        self.bad(
            span,
            match error {
                BarcodeError::NotDigits => SpecFault::NoDigits,
                BarcodeError::Length(digits) => SpecFault::DigitCount { digits },
                BarcodeError::Check(right_digit) => SpecFault::CheckDigit { right_digit },
                BarcodeError::TooLong => SpecFault::QrTooLong,
            },
        );
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
        let names = |of: fn(&ornament::Ornament) -> &String| match near {
            Some(_) => Vec::new(),
            None => all.iter().map(|one| of(one).clone()).collect(),
        };
        let finding = SpecFault::UnknownOrnament {
            name: value.clone(),
            nearest: near.map(str::to_owned),
            known: names(|one| &one.name),
            known_zh: names(|one| &one.chinese),
        };
        self.bad(*span, finding);
    }
}
