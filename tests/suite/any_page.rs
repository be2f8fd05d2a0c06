//! Pages as a stranger might make them up, each from a number: sheets, grids, stories in
//! frames, on several frames and pages, in vertical lines, beside pictures and round
//! outlines, sections, tables, classified advertisements, in any language and any length.
//! All of it is valid; little of it is beautiful.

use std::fmt::Write as _;
use std::path::Path;

use banmian::{Job, Memory};

/// A page and all of its files.
pub(crate) struct AnyPage {
    pub(crate) files: Memory,
    pub(crate) specs: Vec<String>,
    /// What is in the files, by name.
    pub(crate) contents: Vec<(String, Vec<u8>)>,
}

impl AnyPage {
    /// The page of a number.
    pub(crate) fn of(number: u64) -> Self {
        let mut dice = Dice(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678);
        let mut made = Making::new(&mut dice);
        made.page();
        let Making { texts, jumps, .. } = made;
        let mut contents: Vec<(String, Vec<u8>)> =
            texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        contents.push(("today/round.png".to_owned(), round_picture()));
        contents.push(("today/plain.png".to_owned(), plain_picture()));
        let mut files = Memory::new();
        contents.iter().for_each(|(name, bytes)| files.put(name, bytes));
        let mut specs = vec!["page.toml".to_owned()];
        specs.extend(jumps.then(|| "next.toml".to_owned()));
        Self { files, specs, contents }
    }

    /// The job that sets it.
    pub(crate) fn job(&self) -> Job {
        Job::new(&self.specs).root(Path::new(".")).files(self.files.clone())
    }
}

/// Numbers that follow from a first one (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `least` to `most`.
    fn within(&mut self, least: u32, most: u32) -> u32 {
        least + (self.next() % u64::from(most.max(least) - least + 1)) as u32
    }

    /// Whether something of so many percent happens.
    fn percent(&mut self, chance: u32) -> bool {
        self.within(1, 100) <= chance
    }

    fn one_of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.within(0, list.len() as u32 - 1) as usize]
    }
}

/// Columns and lines of the grid, both ends included.
#[derive(Clone, Copy)]
struct Block {
    left: u32,
    right: u32,
    top: u32,
    bottom: u32,
}

impl Block {
    fn columns(self) -> u32 {
        self.right - self.left + 1
    }

    fn lines(self) -> u32 {
        self.bottom - self.top + 1
    }

    /// As keys of the spec.
    fn keys(self) -> String {
        let Self { left, right, top, bottom } = self;
        format!("columns = \"{left}-{right}\"\nlines = \"{top}-{bottom}\"\n")
    }

    /// As members of a table.
    fn members(self) -> String {
        self.keys().trim_end().replace('\n', ", ")
    }
}

struct Making<'d> {
    dice: &'d mut Dice,
    spec: String,
    texts: Vec<(String, String)>,
    stories: u32,
    jumps: bool,
    lang: &'static str,
    /// Characters that a line of a base column holds, nearly.
    line: u32,
    next_page: String,
}

const LANGS: [&str; 8] = ["zh-Hans", "zh-Hans", "zh-Hans", "zh-Hant", "ja", "ko", "en", "de"];

/// Characters that stand in all faces of the repository for their scripts.
const HAN: &str = "一二三四五六七八九十百千上下左右大小中日月山水火木金土石田人口目耳手足心力工天文\
    地方公共市民生活年春夏秋冬早晚花草竹米行走立坐出入回本末分合同今古明白青多少高低老安全有又不正名字";
const KANA: &str =
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふまみもやゆよらりるれわをん";
const HANGUL: &str = "가나다라마바사아자차카타파하고노도로모보소오조이그는을의에서";

impl<'d> Making<'d> {
    fn new(dice: &'d mut Dice) -> Self {
        let lang = dice.one_of(&LANGS);
        let (spec, texts, next_page) = (String::new(), Vec::new(), String::new());
        Self { dice, spec, texts, stories: 0, jumps: false, lang, line: 0, next_page }
    }

    fn page(&mut self) {
        let sheet =
            self.dice.one_of(&["a4", "a3", "berliner", "china-broadsheet", "china-tabloid"]);
        let (width_pt, height_pt) = match sheet {
            "a4" => (510, 740),
            "a3" => (740, 1090),
            "berliner" => (790, 1240),
            "china-tabloid" => (680, 1010),
            _ => (1000, 1450),
        };
        let size = self.dice.within(14, 22);
        let leading = (size * 10 + self.dice.within(30, 90)) / 10;
        let is_vertical =
            matches!(self.lang, "zh-Hant" | "ja") && self.dice.percent(60) || self.dice.percent(5);
        let (along, across) =
            if is_vertical { (height_pt, width_pt) } else { (width_pt, height_pt) };
        // A column of six characters at the least.
        let most = (along * 2 / (size * 7)).clamp(1, 14);
        let columns = self.dice.within(1, most);
        let lines = (across * 2 / leading).saturating_sub(3).max(8);
        self.line = (along * 2 / size / columns).max(4);
        let head = format!(
            "[page]\nstories = \"today\"\nnumber = NUMBER\nlang = \"{}\"\n{}[sheet]\nsize = \"{sheet}\"\nmargin = \"14mm\"\n[grid]\ncolumns = {columns}\n\
             leading = \"{}pt\"\n{}[styles.body]\nsize = \"{}pt\"\n",
            self.lang,
            if is_vertical { "writing = \"vertical\"\n" } else { "" },
            f64::from(leading) / 2.0,
            if self.dice.percent(50) { "gutter = \"1.5字\"\n" } else { "" },
            f64::from(size) / 2.0,
        );
        self.spec.push_str(&head.replace("NUMBER", "1"));
        self.next_page.push_str(&head.replace("NUMBER", "2"));
        if self.dice.percent(20) {
            let keys = self.dice.one_of(&[
                "spacing = \"grid\"",
                "hanging = \"force\"",
                "marks = \"half\"",
                "strictness = \"very-strict\"",
                "cjk-latin-space = 0",
            ]);
            writeln!(self.spec, "[composition]\n{keys}").expect("memory takes all");
        }
        self.part(Block { left: 1, right: columns, top: 1, bottom: lines }, 0);
        let spec = std::mem::take(&mut self.spec);
        self.texts.push(("page.toml".to_owned(), spec));
        if self.jumps {
            let next = std::mem::take(&mut self.next_page);
            self.texts.push(("next.toml".to_owned(), next));
        }
    }

    /// Parts a block of the page, or puts something there.
    fn part(&mut self, block: Block, depth: u32) {
        let Block { left, right, top, bottom } = block;
        let may_part = depth < 4 && !(depth == 0 && self.dice.percent(25));
        if may_part && block.lines() > 24 && self.dice.percent(60) {
            let at = self.dice.within(top + 10, bottom - 12);
            self.part(Block { bottom: at, ..block }, depth + 1);
            self.part(Block { top: at + 2, ..block }, depth + 1);
        } else if may_part && block.columns() > 1 && self.dice.percent(60) {
            let at = self.dice.within(left, right - 1);
            self.part(Block { right: at, ..block }, depth + 1);
            self.part(Block { left: at + 1, ..block }, depth + 1);
        } else {
            self.element(block);
        }
    }

    fn element(&mut self, block: Block) {
        match self.dice.within(0, 19) {
            0 if block.lines() > 20 => self.section(block),
            1 => self.table(block),
            2 => self.classified(block),
            _ => self.story(block),
        }
    }

    fn section(&mut self, block: Block) {
        let count = self.dice.within(2, 5);
        let room = block.columns() * self.line * block.lines() / count;
        let slugs: Vec<String> = (0..count)
            .map(|_| {
                let length = self.length(room * 2 / 3);
                format!("\"{}\"", self.text(length, TextKind::Plain))
            })
            .collect();
        let dress = self.dress();
        write!(
            self.spec,
            "[[section]]\ntitle = \"部门动态\"\n{}stories = [{}]\n{dress}",
            block.keys(),
            slugs.join(", ")
        )
        .expect("memory takes all");
    }

    fn table(&mut self, block: Block) {
        let (rows, cells) = (self.dice.within(1, 60), self.dice.within(1, 6));
        let mut csv = String::new();
        for _ in 0..rows {
            let row: Vec<String> = (0..cells).map(|_| self.cell()).collect();
            writeln!(csv, "{}", row.join(",")).expect("memory takes all");
        }
        let name = format!("table{}.csv", self.texts.len());
        self.texts.push((name.clone(), csv));
        let columns = self.dice.within(1, 3);
        write!(
            self.spec,
            "[[table]]\nfile = \"{name}\"\ntitle = \"今日菜价\"\n{}text-columns = {columns}\n",
            block.keys()
        )
        .expect("memory takes all");
    }

    fn cell(&mut self) -> String {
        match self.dice.within(0, 3) {
            0 => format!("{}.{}", self.dice.within(0, 9999), self.dice.within(0, 9)),
            1 => "青菜".to_owned(),
            2 => self.words(3),
            _ => self.words(12),
        }
    }

    fn classified(&mut self, block: Block) {
        let length = self.length(block.columns() * self.line * block.lines());
        let slug = self.text(length, TextKind::Items);
        let gap = if self.dice.percent(50) { "item-gap = \"2pt\"\n" } else { "" };
        write!(self.spec, "[[classified]]\nslug = \"{slug}\"\n{}{gap}", block.keys())
            .expect("memory takes all");
    }

    fn dress(&mut self) -> String {
        let mut keys = String::new();
        if self.dice.percent(30) {
            let frame = self.dice.one_of(&["thin", "double", "thick", "fret"]);
            writeln!(keys, "frame = \"{frame}\"").expect("memory takes all");
        }
        if self.dice.percent(20) {
            writeln!(keys, "tint = \"k(8)\"\ninset = \"{}mm\"", self.dice.within(0, 5))
                .expect("memory takes all");
        }
        keys
    }

    fn story(&mut self, block: Block) {
        let room = block.columns() * self.line * block.lines();
        let length = self.length(room);
        let slug = self.text(length, TextKind::Rich);
        let mut place = block;
        let mut keys = self.dress();
        let add =
            |keys: &mut String, key: String| writeln!(keys, "{key}").expect("memory takes all");
        if self.dice.percent(35) {
            let most = block.columns() * self.line / 6;
            let count = self.dice.within(1, most.clamp(1, 16));
            add(&mut keys, format!("text-columns = {count}"));
        }
        if self.dice.percent(15) {
            add(&mut keys, format!("drop-cap = {}", self.dice.within(2, 4)));
        }
        if self.dice.percent(20) {
            let head = self.dice.one_of(&["none", "left", "right"]);
            add(&mut keys, format!("head = \"{head}\""));
        }
        if self.dice.percent(25) {
            let [head, pictures, crossheads] = [0; 3].map(|_: u32| self.dice.within(0, 4));
            let spare = format!("head = {head}, pictures = {pictures}, crossheads = {crossheads}");
            add(&mut keys, format!("spare-lines = {{ {spare} }}"));
        }
        if self.dice.percent(15) {
            add(&mut keys, "fill = \"in-order\"".to_owned());
        }
        if self.dice.percent(10) {
            let span = self.dice.one_of(&["head", "foot", "column"]);
            add(&mut keys, format!("tables = {{ span = \"{span}\", keep = true }}"));
        }
        let crosses = self.dice.percent(8);
        if crosses {
            add(&mut keys, "writing = \"vertical\"".to_owned());
        }
        // Several frames of differing measure.
        if block.lines() > 30 && self.dice.percent(25) {
            let at = self.dice.within(block.top + 8, block.bottom - 12);
            place.bottom = at;
            let mut frames = Vec::new();
            let mut top = at + 2;
            while top + 4 < block.bottom && frames.len() < 6 {
                let bottom = (top + self.dice.within(4, 30)).min(block.bottom);
                let narrow = self.dice.within(block.left, block.right);
                let frame = Block { left: block.left, right: narrow, top, bottom };
                let columns = self.dice.within(1, (frame.columns() * self.line / 6).clamp(1, 8));
                frames.push(format!("{{ {}, text-columns = {columns} }}", frame.members()));
                top = bottom + 2;
            }
            add(&mut keys, format!("frames = [{}]", frames.join(", ")));
        }
        if place.lines() > 12 && self.dice.percent(45) {
            self.pictures(place, &mut keys);
        }
        // A page on which it goes on.
        let jumps = !self.jumps && !crosses && self.dice.percent(12) && !keys.contains("frames");
        if jumps {
            self.jumps = true;
            add(&mut keys, "continued-on = \"next.toml\"".to_owned());
            let columns = self.dice.within(1, block.columns());
            let lines = self.dice.within(6, 40);
            let own = Block { left: 1, right: columns, top: 1, bottom: lines };
            let next = format!(
                "[[story]]\nslug = \"{slug}\"\n{}continued-from = \"page.toml\"\n",
                own.keys()
            );
            self.next_page.push_str(&next);
        }
        write!(self.spec, "[[story]]\nslug = \"{slug}\"\n{}{keys}", place.keys())
            .expect("memory takes all");
    }

    fn pictures(&mut self, place: Block, keys: &mut String) {
        let count = self.dice.within(1, 3);
        let mut list = Vec::new();
        let mut top = place.top + self.dice.within(6, 16);
        for at in 0..count {
            let bottom = top + self.dice.within(5, 25);
            if bottom + 1 > place.bottom {
                break;
            }
            let left = self.dice.within(place.left, place.right);
            let right = self.dice.within(left, place.right);
            let around = self.dice.one_of(&["box", "outline", "outline"]);
            let part = Block { left, right, top, bottom };
            list.push(format!(
                "{{ number = {}, {}, run-around = \"{around}\" }}",
                at + 1,
                part.members()
            ));
            top = bottom + 2;
        }
        if !list.is_empty() {
            writeln!(keys, "pictures = [{}]", list.join(", ")).expect("memory takes all");
        }
    }

    /// A length of text for a place with room for so many characters.
    fn length(&mut self, room: u32) -> u32 {
        let share = match self.dice.within(0, 9) {
            0 => self.dice.within(1, 20),
            1 => self.dice.within(120, 400),
            _ => self.dice.within(50, 110),
        };
        let fullness = if matches!(self.lang, "en" | "de") { 2 } else { 1 };
        (room * share / 100 * fullness).clamp(10, 60_000)
    }

    /// A story of about so many characters; its slug.
    fn text(&mut self, length: u32, kind: TextKind) -> String {
        self.stories += 1;
        let slug = format!("s{}", self.stories);
        let mut text = format!(
            "+++\nheadline = \"{}\"\nbyline = \"纪晚舟\"\n[[pictures]]\nfile = \"round.png\"\ncaption = \"灯\"\n\
             [[pictures]]\nfile = \"plain.png\"\ncaption = \"河\"\n[[pictures]]\nfile = \"round.png\"\n+++\n",
            self.words(8).trim()
        );
        let paragraph = match self.dice.within(0, 4) {
            0 => self.dice.within(5, 40),
            1 => self.dice.within(300, 3000),
            _ => self.dice.within(60, 200),
        };
        let rich = kind == TextKind::Rich && self.dice.percent(50);
        let crossheads = if self.dice.percent(30) { 45 } else { 12 };
        let mut left = length;
        while left > 0 {
            let here = self.dice.within(paragraph / 2, paragraph * 3 / 2).clamp(2, left.max(2));
            if kind != TextKind::Plain && self.dice.percent(crossheads) {
                writeln!(text, "\n## {}", self.words(6)).expect("memory takes all");
            }
            match self.dice.within(0, 30) {
                0 if rich => self.table_in_text(&mut text),
                1 if rich => {
                    writeln!(text, "\n::: box 电话\n{}\n:::", self.words(here.min(200)))
                        .expect("memory takes all");
                }
                2 if rich => {
                    writeln!(text, "\n> {}\n> -- 周明", self.words(30)).expect("memory takes all");
                }
                3 | 4 if rich => {
                    text.push('\n');
                    for _ in 0..self.dice.within(1, 12) {
                        writeln!(text, "- {}", self.words(25)).expect("memory takes all");
                    }
                }
                _ => writeln!(text, "\n{}", self.words(here)).expect("memory takes all"),
            }
            left = left.saturating_sub(here);
        }
        self.texts.push((format!("today/{slug}.md"), text));
        slug
    }

    fn table_in_text(&mut self, text: &mut String) {
        let cells = self.dice.within(2, 4);
        text.push('\n');
        for row in 0..self.dice.within(2, 20) {
            let list: Vec<String> = (0..cells).map(|_| self.cell()).collect();
            writeln!(text, "| {} |", list.join(" | ")).expect("memory takes all");
            if row == 0 {
                writeln!(text, "|{}", "--|".repeat(cells as usize)).expect("memory takes all");
            }
        }
    }

    /// About so many characters of running text.
    fn words(&mut self, length: u32) -> String {
        let mut text = String::new();
        let mut count = 0;
        while count < length {
            let piece: String = match self.lang {
                "en" | "de" => self.latin(),
                _ if self.dice.percent(6) => format!("{} ", self.latin().trim()),
                _ if self.dice.percent(6) => self.dice.within(1, 20_000).to_string(),
                "ko" => format!("{} ", self.run(HANGUL, 4)),
                "ja" if self.dice.percent(50) => self.run(KANA, 4),
                _ => self.run(HAN, 9),
            };
            count += piece.chars().count() as u32;
            text.push_str(&piece);
            if self.dice.percent(30) {
                let mark = match self.lang {
                    "en" | "de" | "ko" => self.dice.one_of(&[", ", ". ", "; "]),
                    _ => self.dice.one_of(&["，", "。", "、", "：“", "”", "——", "……", "（", "）"]),
                };
                text.push_str(mark);
            }
        }
        text
    }

    /// Some characters of those in a list.
    fn run(&mut self, list: &str, most: u32) -> String {
        let count = self.dice.within(1, most);
        let last = list.chars().count() as u32 - 1;
        (0..count).filter_map(|_| list.chars().nth(self.dice.within(0, last) as usize)).collect()
    }

    fn latin(&mut self) -> String {
        let most = if self.dice.percent(5) { 30 } else { 9 };
        let syllables =
            ["ra", "ter", "in", "schaft", "de", "lo", "ment", "ung", "ca", "st", "or", "e"];
        let mut word = String::new();
        let length = self.dice.within(2, most) as usize;
        while word.len() < length {
            word.push_str(self.dice.one_of(&syllables));
        }
        word + " "
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TextKind {
    Plain,
    Rich,
    /// Small advertisements with heads between them.
    Items,
}

/// A lantern on nothing.
fn round_picture() -> Vec<u8> {
    let size = 120_u32;
    let pixel = |x: u32, y: u32| {
        let (x, y) = (i64::from(x) * 2 - i64::from(size), i64::from(y) * 2 - i64::from(size));
        let is_inside = x * x + y * y < i64::from(size * size);
        [200, 60, 40, if is_inside { 255 } else { 0 }]
    };
    let pixels = (0..size).flat_map(|y| (0..size).flat_map(move |x| pixel(x, y))).collect();
    png(&image::RgbaImage::from_raw(size, size, pixels).expect("as many as it takes"))
}

fn plain_picture() -> Vec<u8> {
    png(&image::RgbaImage::from_pixel(60, 40, image::Rgba([120, 120, 120, 255])))
}

fn png(picture: &image::RgbaImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("memory takes all");
    bytes.into_inner()
}
