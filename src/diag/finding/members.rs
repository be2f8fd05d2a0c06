//! The words of findings as data: every number and every name that a finding may
//! have, each with one type and one meaning in all of them. What is said of them
//! here is in the JSON Schema and in docs/json.md.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::diag::Text;
use crate::diag::keep::Keep;

/// Characters of a name or a quotation. What is quoted of a story may be a whole
/// book.
const LONGEST: usize = 300;

/// What a member of a finding can be.
pub(super) trait Member: Keep {
    /// Adds it to what is told under its name; nothing if it is not known.
    fn tell(&self, name: &'static str, members: &mut Members);

    /// Adds its name to others that do not have it, or those that it is told by.
    fn add_name(name: &'static str, names: &mut Vec<&'static str>) {
        if !names.contains(&name) {
            names.push(name);
        }
    }

    /// Its form in JSON; none if it has members of its own.
    fn schema(generator: &mut SchemaGenerator) -> Option<Schema>;

    /// Keeps no more of it than anybody reads.
    fn cut(&mut self) {}
}

impl Member for String {
    fn tell(&self, name: &'static str, members: &mut Members) {
        members.0.push((name, Value::from(self.as_str())));
    }

    fn schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Self>())
    }

    fn cut(&mut self) {
        if let Some((at, _)) = self.char_indices().nth(LONGEST) {
            self.truncate(at);
            self.push('…');
            self.shrink_to_fit();
        }
    }
}

impl Member for f64 {
    fn tell(&self, name: &'static str, members: &mut Members) {
        // More digits than this are noise.
        members.0.push((name, Value::from((self * 1000.0).round() / 1000.0)));
    }

    fn schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Self>())
    }
}

impl<M: Member> Member for Option<M> {
    fn tell(&self, name: &'static str, members: &mut Members) {
        if let Some(member) = self {
            member.tell(name, members);
        }
    }

    fn add_name(name: &'static str, names: &mut Vec<&'static str>) {
        M::add_name(name, names);
    }

    fn schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        M::schema(generator)
    }

    fn cut(&mut self) {
        if let Some(member) = self {
            member.cut();
        }
    }
}

impl<M: Member + Serialize + JsonSchema> Member for Vec<M> {
    fn tell(&self, name: &'static str, members: &mut Members) {
        if !self.is_empty() {
            members.add(name, self);
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Self>())
    }

    fn cut(&mut self) {
        self.iter_mut().for_each(M::cut);
    }
}

/// A finding that another one is due to: its members are told with the other's.
impl<M: Member> Member for Box<M> {
    fn tell(&self, name: &'static str, members: &mut Members) {
        M::tell(self, name, members);
    }

    fn add_name(name: &'static str, names: &mut Vec<&'static str>) {
        M::add_name(name, names);
    }

    fn schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        M::schema(generator)
    }

    fn cut(&mut self) {
        M::cut(self);
    }
}

macro_rules! plain_members {
    ($($type:ty),+ $(,)?) => {
        $(impl $crate::diag::finding::members::Member for $type {
            fn tell(&self, name: &'static str, members: &mut $crate::diag::Members) {
                members.add(name, self);
            }

            fn schema(generator: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
                Some(generator.subschema_for::<Self>())
            }
        })+
    };
}

plain_members!(bool, char, i64, u8, u16, u32, u64, usize, &'static str, crate::diag::PageNumber);

/// What a finding knows, by name, in the order in which the sentence has it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Members(pub(super) Vec<(&'static str, Value)>);

impl Members {
    /// Adds one.
    pub(super) fn add(&mut self, name: &'static str, value: &impl Serialize) {
        // Numbers and words always have a JSON form.
        self.0.extend(serde_json::to_value(value).ok().map(|value| (name, value)));
    }

    /// Adds those of a finding that this one is due to.
    pub(super) fn add_all(&mut self, others: Self) {
        for (name, value) in others.0 {
            if self.get(name).is_none() {
                self.0.push((name, value));
            }
        }
    }

    /// The value of this name, if the finding has it.
    fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl JsonSchema for Members {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Members".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut properties = serde_json::Map::new();
        for member in MEMBERS {
            if let Some(mut schema) = (member.schema)(generator) {
                schema.insert("description".to_owned(), member.meaning_en.into());
                properties.insert(member.name.to_owned(), schema.to_value());
            }
        }
        schemars::json_schema!({ "type": "object", "properties": properties })
    }
}

/// A word of the vocabulary.
pub struct MemberWord {
    /// The member's name in JSON.
    pub name: &'static str,
    meaning_en: &'static str,
    meaning_zh: &'static str,
    schema: fn(&mut SchemaGenerator) -> Option<Schema>,
}

impl MemberWord {
    /// What it is.
    #[must_use]
    pub fn meaning(&self) -> Text {
        Text { en: self.meaning_en.to_owned(), zh: self.meaning_zh.to_owned() }
    }

    /// Whether it is told under its own name; a cause is told by its members.
    #[must_use]
    pub fn is_told(&self) -> bool {
        (self.schema)(&mut SchemaGenerator::default()).is_some()
    }
}

macro_rules! vocabulary {
    ($($name:ident: $type:ty = $en:literal, $zh:literal;)+) => {
        /// All words, in the order of the reference.
        pub const MEMBERS: &[MemberWord] = &[$(
            MemberWord {
                name: stringify!($name),
                meaning_en: $en,
                meaning_zh: $zh,
                schema: <$type as Member>::schema,
            },
        )+];

        /// The type of a member.
        macro_rules! member_type {
            $(($name) => { $type };)+
        }

        /// The meaning of a member.
        macro_rules! member_meaning {
            $(($name) => { $en };)+
        }
    };
}

vocabulary! {
    slug: String = "the story", "代号";
    typed: crate::diag::finding::TypedThing = "what was typed by hand", "手打的是什么";
    printed: String = "what is printed", "印出来的";
    wanted: String = "what should be printed", "应当印的";
    items: Vec<crate::diag::finding::MastheadItem> = "what an issue must print and does not", "每期必须刊印而没有的项目";
    wanted_mm: f64 = "how wide it should be", "应有的宽度";
    until: String = "until when a story may not appear", "稿件在何时之前不得刊出";
    quoted: String = "words of a text", "引用的文字";
    zone: String = "a zone of an edition", "分区版的名字";
    version: u32 = "a version of an edition, from 1", "一期报纸的第几次版，从 1 数起";
    next_version: u32 = "the next version that can be sent", "下一次可用第几次版";
    last_version: u32 = "the last version that there is", "最后一次版";
    other_slug: String = "the other story", "另一篇稿件的代号";
    path: String = "a file or a folder, as it was named", "文件或文件夹，照写的样子";
    root: String = "the folder that files may come from", "允许取用文件的文件夹";
    leads_to: Option<String> = "where a link leads", "链接指向哪里";
    spec: String = "the file of a page", "版面文件";
    issue: Option<u32> = "the number of the issue", "期号";
    other_issue: Option<u32> = "that of another page", "另一版的期号";
    other_spec: String = "the file of the other page", "另一版的版面文件";
    picture: String = "a picture's file", "图片文件";
    booking: String = "the id of a booked advertisement", "广告预订的编号";
    other_booking: String = "the id of the other booking", "另一份预订的编号";
    booking_column: crate::diag::finding::BookingColumn = "a column of a list of bookings", "广告预订表的一列";
    booking_columns: Vec<crate::diag::finding::BookingColumn> = "columns that a list of bookings lacks", "广告预订表缺少的列";
    client: Option<String> = "who ordered an advertisement", "广告客户";
    booked_mm: crate::diag::finding::SizeMm = "the size of an advertisement that was sold", "所订的广告尺寸";
    booked_page: Option<crate::diag::PageNumber> = "the page that an advertisement is booked for", "所订的版次";
    booked_section: Option<String> = "the section that it is booked for", "所订的版块";
    booked_zone: Option<String> = "the zone that it is booked for", "所订的分区版";
    booked_days: Vec<String> = "the days that it is booked for", "所订的见报日期";
    received: String = "when its file came in", "文件何时到";
    closing: String = "the closing time for advertisements", "广告截稿时间";
    most_cells: usize = "the most cells that a list can have", "表格最多可有的单元格数";
    ad: String = "an advertisement's file, as the spec names it", "广告文件，照版面文件的写法";
    font_file: String = "a font's file", "字体文件";
    families: Vec<String> = "families of fonts", "字体名称";
    profile: String = "what a color profile calls itself", "色彩特性文件的自称";
    extension: String = "how a file's name ends", "文件扩展名";
    format: &'static str = "the format of a picture", "图片格式";
    format_kind: &'static str = "the kind of JPEG", "JPEG 的种类";
    standard: &'static str = "the standard of the file that is made", "要输出的文件标准";
    other_standard: &'static str = "another standard", "另一种标准";
    file_reason: crate::diag::finding::FileReason = "why a file cannot be read", "文件为什么读不了";
    write_reason: crate::diag::finding::WriteReason = "why a file cannot be written", "文件为什么写不了";
    revision: String = "a revision of a git repository, as it was named", "git 仓库的历史版本，照写的样子";
    said: Option<String> = "what the system says", "系统的说法";
    limit_mib: u64 = "how many MiB there may be", "最多多少 MiB";
    limit_kib: usize = "how many KiB there may be", "最多多少 KiB";
    text_kib: usize = "how many KiB of text there are", "文字共多少 KiB";
    limit_seconds: u64 = "how many seconds it may take", "最多多少秒";
    limit_pixels: u64 = "how many pixels there may be", "最多多少像素";
    limit_side: u32 = "how many pixels a side there may be", "每边最多多少像素";
    limit_pages: u32 = "how many pages there may be", "最多多少版";
    width_pixels: u32 = "pixels from left to right", "横向像素";
    height_pixels: u32 = "pixels from top to bottom", "纵向像素";
    byte: usize = "a byte of the file, from 0", "文件的第几个字节，从 0 起";
    file_line: usize = "a line of the file, from 1", "文件的第几行，从 1 起";
    line: u32 = "a line of the page's grid, from 1", "版心的第几行，从 1 起";
    first_line: u32 = "the first of such lines", "从第几行起";
    last_line: u32 = "the last of such lines", "到第几行止";
    head_line: u32 = "the line on which the head ends", "标题到第几行止";
    lines: usize = "how many lines", "行数";
    first_column: u32 = "the first column of the page's grid, from 1", "从第几栏起，从 1 数";
    last_column: u32 = "the last column", "到第几栏止";
    columns: usize = "how many columns of text", "正文栏数";
    code_point: crate::diag::finding::CodePoint = "a character by its number", "字符的编码";
    selector: crate::diag::finding::CodePoint = "a variation selector by its number", "异体选择符的编码";
    face: String = "a face by its PostScript name", "字形的 PostScript 名";
    other_face: String = "another face by its PostScript name", "另一字形的 PostScript 名";
    weight: u16 = "a weight of type, 100 to 900", "字重，100 到 900";
    is_italic: bool = "whether it is italic", "是否斜体";
    look_alike: Option<crate::diag::finding::CodePoint> = "a character that looks like it", "形状相近的字符";
    page: usize = "a page of a file, from 1", "文件的第几页，从 1 起";
    pages: usize = "how many pages", "页数";
    number: crate::diag::PageNumber = "the number of a page of the paper: a number, or text such as `A01`", "版次：数字，或 `A01` 之类的文字";
    other_number: crate::diag::PageNumber = "the number of the other page", "另一版的版次";
    page_numbers: Vec<crate::diag::PageNumber> = "numbers of pages of the paper", "几个版次";
    spec_format: u32 = "the format of a spec", "版面文件的格式";
    manifest_format: u32 = "the format of a manifest", "付印清单的格式";
    known_format: u32 = "the last format that the program knows", "程序认得的最新格式";
    label: String = "what a page is called", "版的名称";
    other_label: String = "what the other page is called", "另一版的名称";
    date: Option<String> = "the date of a page", "版的日期";
    other_date: Option<String> = "the date of the other page", "另一版的日期";
    paper: String = "the paper that a page is of", "报名";
    other_paper: String = "the paper that the other page is of", "另一版的报名";
    mistakes: usize = "how many mistakes", "错误数";
    object: Option<u32> = "the number of an object of a PDF", "PDF 对象号";
    category: crate::diag::finding::Category = "the kind of a named resource of a PDF", "PDF 资源的种类";
    part: crate::diag::finding::DefectPart = "a part of a PDF", "PDF 的一部分";
    flaw: crate::diag::finding::Flaw = "what is wrong with the data of a PDF", "PDF 数据的毛病";
    resource: crate::diag::finding::Word = "the name of a resource of a PDF", "PDF 资源名";
    operator: Option<crate::diag::finding::Word> = "an operator of a PDF", "PDF 指令";
    action: &'static str = "what a PDF runs, by the name of the PDF specification", "PDF 动作的名称";
    tiff_kind: crate::diag::finding::TiffKind = "what a TIFF has that is not read", "TIFF 里无法读取的内容";
    undrawable: crate::diag::finding::Undrawable = "what a drawing may not have", "矢量图中不能有的内容";
    key: String = "a key of the spec or of a story", "版面文件或稿件中的项";
    nearest: Option<String> = "what may have been meant", "可能要写的是什么";
    suggestions: Vec<String> = "what may have been meant", "可能要写的是什么";
    known: Vec<String> = "what there is", "有哪些";
    looked_in: Vec<String> = "where the fonts that come with the program were looked for", "到哪里找过程序自带的字体";
    panic: String = "what the program says of its fault", "程序对故障的说法";
    source_place: String = "where in the program", "程序的位置";
    verb: String = "a verb of the command", "命令名";
    arguments: Vec<String> = "arguments of the command", "命令的参数";
    other_arguments: Vec<String> = "other arguments of it", "另外的参数";
    value: String = "a value, as it is written", "写的内容";
    vocabulary: crate::diag::finding::Vocabulary = "the words that an option takes", "选项接受哪一类词";
    parser_says: String = "what the parser of arguments says", "参数解析器的说法";
    table: String = "a table of the spec, as messages call it", "版面文件中的表";
    keys: Vec<&'static str> = "keys of the spec", "版面文件中的几项";
    other_key: &'static str = "the other key", "另一项";
    expected: crate::diag::finding::Expected = "what a value should be", "应写什么";
    found: crate::diag::finding::ValueKind = "what it is", "写的是什么";
    example: String = "what to write, such as this", "例如可写";
    counted: crate::diag::finding::CountedThing = "what is counted", "数的是什么";
    needs: crate::diag::finding::Needs = "what a key needs, so that it does something", "这一项要起作用还缺什么";
    least: crate::diag::finding::Bound = "the least that there may be", "最小值";
    most: crate::diag::finding::Bound = "the most that there may be", "最大值";
    least_mm: f64 = "the shortest length there may be", "最短长度";
    most_mm: f64 = "the greatest length there may be", "最大长度";
    values: usize = "how many there are", "有几个";
    most_values: usize = "how many there may be", "最多几个";
    most_characters: usize = "how many characters there may be", "最多几个字";
    front_value: crate::diag::finding::FrontValue = "what a value of the front matter must be", "稿件头部的值应是什么";
    characters: usize = "how many characters", "字数";
    mark_start: &'static str = "what opens an editor's mark", "待核标记的开头";
    mark_end: &'static str = "what ends it", "待核标记的结尾";
    word: String = "a word that is written", "写的词";
    readings: usize = "how many readings", "几段注音";
    address: String = "where a link leads", "链接地址";
    row: usize = "a row of the table, from 1", "表格第几行，从 1 起";
    cells: usize = "how many cells it has", "有几格";
    wanted_cells: usize = "how many cells the first row has", "第一行有几格";
    before: String = "what stood there", "原来的文字";
    after: String = "what stands there now", "改后的文字";
    raw_part: crate::diag::finding::RawPart = "the part of the head that it is taken for", "当作标题的哪一部分";
    doubt: crate::diag::finding::Doubt = "why it is left to the editor", "为什么留给编辑";
    first_places: Vec<String> = "the first of its places, as line:column", "最先出现的几处，写作 行:列";
    words: Option<String> = "the words where it shows first", "最先出现处的文字";
    times: usize = "in how many places it shows", "共几处";
    least_pt: f64 = "the least that there may be, in points", "最小值，以磅为单位";
    width_pt: f64 = "how wide a line is", "线的粗细";
    ink_percent: f64 = "the sum of all inks", "总墨量";
    limit_percent: f64 = "what the paper takes", "纸张能承受的总墨量";
    stray_inks: Vec<crate::diag::finding::ProcessInk> = "process inks that the page is not printed with", "本版不印的原色";
    base: crate::diag::finding::BaseInk = "what the page is printed in, beside spot inks", "本版除专色外印什么";
    bleed_mm: f64 = "the bleed", "出血";
    usual_bleed_mm: f64 = "what the bleed usually is", "一般的出血";
    beyond_mm: f64 = "how far something runs beyond the trim", "超出成品边多少";
    distance_mm: f64 = "how far something is from the trim", "离成品边多远";
    family: String = "a family of fonts", "字体";
    text: String = "words that are set", "排出的文字";
    own_leading_pt: Option<f64> = "the leading of the lines that are counted, if it is not the page's", "所数行的行距（不同于版面时）";
    state: String = "four letters that stand for the texts as they are", "代表文件现状的四个字符";
    measures: Vec<String> = "the measures that make a story fit, by their names", "使稿件就版的措施";
    cost: u32 = "what they cost by the house's order", "按本报顺序计算的代价";
    document_kind: crate::diag::finding::DocumentKind = "what a file is that was taken for text", "被当作文本的是什么文件";
    document: String = "a file of another program", "其他软件的文件";
    parts: Vec<String> = "parts of a story", "稿件的若干部分";
    measure: &'static str = "a kind of measure that makes a story fit", "就版措施的种类";
    lost_text: Option<String> = "the first words that find no place", "从哪几个字起排不下";
    page_lines: Option<usize> = "how many whole lines of the page that is, over all its columns", "各栏合计折成版面整行数";
    more_lines: usize = "how many lines more its place would need", "版位还差多少行";
    lines_are: crate::diag::finding::LinesAre = "which lines its place is counted in", "版位按哪种行计";
    text_end: Option<u32> = "the line on which the text ends", "正文排到第几行";
    all_lines: u32 = "how many lines there are to count in", "一共多少行";
    needed_lines: usize = "how many lines it would need", "需要多少行";
    filled_columns: usize = "how many columns are filled", "排满几栏";
    needed_pt: f64 = "what it would need, in points", "需要多少磅";
    gap_pt: f64 = "what there is between two lines", "行间有多少";
    over_pt: f64 = "how far it sticks out", "超出多少磅";
    over_mm: f64 = "how far it sticks out", "超出多少毫米";
    number_in_story: u32 = "which one of the story, from 1", "稿件的第几个，从 1 起";
    gap_thousandths: i64 = "what each gap was widened by, in thousandths of an em", "每个字距加了千分之几字";
    edge: crate::diag::finding::BoxSide = "a side", "哪一边";
    other_part: crate::diag::finding::HeadPart = "the other part of the head", "标题的另一部分";
    taken_lines: Option<crate::diag::finding::LineRun> = "the lines that are taken", "已占的行";
    other_line: u32 = "the line on which it goes on", "接到第几行";
    ppi: f64 = "pixels per inch", "每英寸像素";
    limit_ppi: f64 = "how many there should be", "应有多少";
    cut_percent: f64 = "how much of its area is cut off", "裁去面积的百分之几";
    cut_sides_percent: crate::diag::finding::Sides = "how much is cut off at each side", "各边裁去百分之几";
    is_drawing: bool = "whether it is vectors", "是否矢量图";
    credit: String = "who made the picture", "署名";
    charset: &'static str = "how its characters are coded", "字符编码";
    foreign_format: crate::diag::finding::ForeignFormat = "what a file is that is not read as copy", "不能当来稿读的是什么文件";
    document_part: String = "a file inside a document", "文档内部的文件";
    object_kind: crate::diag::finding::ObjectKind = "what a story cannot have", "稿件不能有的内容";
    feed_part: crate::diag::finding::FeedPart = "words of a feed that have no place in a story", "供稿中稿件放不下的文字";
    item: String = "what an agency calls an item", "通讯社条目的编号";
    headline: Option<String> = "the headline of an item", "条目的标题";
    item_status: crate::diag::finding::ItemStatus = "whether an item may be used", "条目能否使用";
    earlier_story: String = "the story file of an earlier version", "以前版本的稿件文件";
    author: String = "who wrote a comment", "批注的作者";
    comment: String = "what a comment says", "批注的内容";
    charsets: Vec<&'static str> = "how its characters may be coded, as `--encoding` takes it", "可能的字符编码，照 `--encoding` 的写法";
    other_credit: String = "what another field of the picture's file says", "图片文件另一项里的署名";
    other_credit_field: &'static str = "that other field", "另一项是哪一项";
    possible_credits: Vec<String> = "how the credit may read", "署名可能的读法";
    credit_field: &'static str = "where the picture's file says so", "取自图片文件的哪一项";
    module_mm: f64 = "the width of the finest bar", "最细条的宽度";
    ad_fit: crate::diag::finding::AdMeasures = "an advertisement and its place", "广告和版位";
    place_mm: crate::diag::finding::SizeMm = "the place of an advertisement, without label and frame", "广告版位，不含标签和边框";
    file_mm: Option<crate::diag::finding::SizeMm> = "what its file says of its size", "广告文件写明的尺寸";
    scale_percent: Option<f64> = "how large it is drawn, of the size that the file says", "缩放比例";
    cut_mm: crate::diag::finding::SizeMm = "what is cut off in all, of its width and of its height", "宽和高共裁去多少";
    right_place_mm: crate::diag::finding::SizeMm = "the place that it would fit", "合适的版位";
    finding_code: &'static str = "the code of a finding", "问题代码";
    toml_fault: crate::diag::finding::TomlFault = "what is wrong with a line of TOML", "TOML 的毛病";
    toml_advice: Option<crate::diag::finding::TomlAdvice> = "what to do about it", "怎么改";
    sign: String = "a sign that is written", "写的符号";
    plain_sign: &'static str = "the sign that is meant", "应写的符号";
    thing: crate::diag::finding::Thing = "what stands on the page", "版面上的东西";
    thing_name: Option<String> = "its name", "它的名称";
    other_thing: crate::diag::finding::Thing = "what it stands on", "被压的东西";
    other_name: Option<String> = "the name of that", "被压的东西的名称";
    other_file: String = "the file that has the other", "另一处所在的文件";
    other_file_line: usize = "its line there, from 1", "另一处的行号，从 1 起";
    gives_way: bool = "whether it runs round what stands in its place", "是否绕排";
    digits: usize = "how many digits", "几位数字";
    right_digit: char = "the digit that would be right", "应写的数字";
    known_zh: Vec<String> = "what there is, in Chinese", "有哪些，中文";
    leading_pt: f64 = "from baseline to baseline", "行距";
    size_pt: f64 = "a size of type", "字号";
    width_mm: f64 = "how wide something is", "宽度";
    needed_mm: f64 = "how wide it would have to be", "需要的宽度";
    length_em: f64 = "a length in ems", "长度，以字为单位";
    width_percent: u32 = "the width of characters", "字宽";
    is_vertical: bool = "whether lines are vertical", "是否竖排";
    story_columns: Option<crate::diag::finding::ColumnRun> = "the columns of the story", "稿件占的栏";
    head_part: crate::diag::finding::HeadPart = "a part of the head", "标题的一部分";
    box_number: u32 = "a picture box of the story, from 1", "稿件的第几个图片框，从 1 起";
    boxes: usize = "how many picture boxes the story has", "稿件有几个图片框";
    quote: u32 = "a pull quote of the story, from 1", "第几条引语，从 1 起";
    spare_channels: u32 = "how many channels are not printed", "不印的通道数";
    pictures: usize = "how many pictures", "几张图片";
    stories: usize = "how many stories", "几篇稿件";
    column: u32 = "a column of the grid, from 1", "第几栏，从 1 起";
    rule: &'static str = "the name of a rule of preflight", "印前规则的名称";
    measured: Option<f64> = "what was measured, the worst of all", "测得的值，取最差的";
    limit: Option<f64> = "the limit that it passed", "超过的限度";
    unit: Option<&'static str> = "what both are counted in: `pt`, `ppi`, `%`; none of a number of things", "单位：`pt`、`ppi`、`%`；数个数时没有";
    count: usize = "how many marks that lie together it is told of", "合在一起说的有几处";
    remedy: Option<crate::diag::finding::Remedy> = "what to do about a broken rule", "违反规则后怎么办";
    of_page: Option<usize> = "the page of the file that is made, from 1", "成品文件的第几页，从 1 起";
    from_left_mm: Option<f64> = "how far from the left edge of the trim", "距成品左边";
    from_top_mm: Option<f64> = "how far from the upper edge of the trim", "距成品上边";
    more_places: usize = "in how many more places", "另外几处";
    space: &'static str = "a color space, by the name of the PDF specification", "PDF 色彩空间的名称";
    blend_space: String = "the color space in which a page is blended, as the file names it", "页面混合所用的色彩空间，照文件的写法";
    inks: usize = "how many inks", "用了几色";
    ink_name: String = "an ink by its name", "油墨名称";
    ink_names: Vec<String> = "inks by their names", "几种油墨的名称";
    font: String = "a font of a PDF", "PDF 的字体";
    square_mm: f64 = "the side of the squares in which ink is measured", "测墨量的方块边长";
    unit_points: f64 = "the unit of a page in points", "页面单位合多少点";
    degrees: u16 = "how far a page is turned", "页面转了多少度";
    size_mm: crate::diag::finding::SizeMm = "the size of a page", "页面尺寸";
    first_size_mm: crate::diag::finding::SizeMm = "the size of the first page", "第一页的尺寸";
    page_box: &'static str = "a box of a page", "页面框";
    outer_box: &'static str = "the box that it lies in", "外面的框";
    annotation: String = "the kind of an annotation", "注释的种类";
    claimed: String = "the standard that a file says it is of", "文件自称的标准";
    property: &'static str = "a property of a PDF", "PDF 的属性";
    info_says: String = "what the properties of a PDF say", "文件属性的说法";
    xmp_says: String = "what the XMP metadata of a PDF say", "XMP 的说法";
    name: String = "a name", "名称";
    breach: Box<crate::diag::finding::Breach> = "what breaks a rule", "违反规则之处";
    plates: crate::diag::finding::PlatesError = "why a page has no plates", "版面为什么没有色版";
    cause: Box<crate::diag::finding::FindingValue> = "what it is due to", "起因";
    read: crate::diag::finding::ReadError = "why a PDF cannot be read", "PDF 为什么读不了";
    drawing: crate::diag::finding::ProofError = "why a page cannot be drawn", "版面为什么画不出来";
    defect: crate::diag::finding::PageDefect = "a part of a page that cannot be read", "页面上读不了的部分";
    svg: crate::diag::finding::SvgFault = "why an SVG cannot be placed", "SVG 为什么不能用";
    pdf: crate::diag::finding::PdfFault = "why a page of a PDF cannot be placed", "PDF 页为什么不能用";
    icc: crate::diag::finding::IccError = "why a color profile cannot be used", "色彩特性文件为什么不能用";
}
