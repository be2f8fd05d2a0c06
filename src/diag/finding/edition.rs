//! The edition: pages, zones and versions that do not fit together.

use super::inspect::round;
use super::spec::did_you_mean;
use crate::diag::Text;
use crate::say;

nouns! {
    /// What somebody typed into furniture.
    TypedThing {
        /// A date.
        Date = "the date", "日期";
        /// A weekday.
        Weekday = "the weekday", "星期";
        /// The number of the issue.
        Issue = "the issue number", "期号";
        /// How many pages there are.
        Pages = "the number of pages", "版数";
    }

    /// What every issue of a Chinese paper must print.
    MastheadItem {
        /// 国内统一刊号.
        Serial = "the serial number (国内统一刊号, CN)", "国内统一刊号（CN）";
        /// 邮发代号.
        PostalCode = "the code for postal subscription (邮发代号)", "邮发代号";
        /// Where the paper is.
        Address = "the address", "地址";
        /// Its telephone.
        Telephone = "the telephone number", "电话";
        /// Its postcode.
        Postcode = "the postcode", "邮编";
        /// What it costs.
        Price = "the price", "定价";
        /// Who prints it.
        Printer = "the printer", "印刷单位";
        /// 广告许可证.
        AdLicence = "the licence for advertisements", "广告许可证号";
    }
}

findings! {
    /// Something in an edition.
    EditionFault {
        /// It has no page.
        NoPages = EditionBroken,
            say!("the edition has no pages", "这一期没有版面"),
            [say!(
                "write a `[[section]]` and below it `[[section.page]]` with `layout = \"layouts/front.toml\"` for each page",
                "请写 `[[section]]`，其下每版一个 `[[section.page]]`，写明 `layout = \"layouts/front.toml\"`"
            )];
        /// A page spec or a folder with stories that is not there.
        Unread { cause, nearest } = FileUnreadable,
            cause.text(),
            nearest.iter().map(|near| did_you_mean(near));
        /// Two pages with one number.
        NumberTwice { number, other_spec } = EditionBroken,
            say!(
                "page {number} is there already: {other_spec}",
                "已经有第 {number} 版：{other_spec}"
            ),
            [say!("give each page a number of its own", "请给每个版不同的 `number`")];
        /// A page is named that the edition does not have.
        NoPage { number, known } = EditionBroken,
            say!("the edition has no page {number}", "这一期没有第 {number} 版"),
            [{
                let (en, zh) = (known.join(", "), known.join("、"));
                say!("it has {en}", "有这些：{zh}")
            }];
        /// A zone is named that the edition does not have.
        NoZone { zone, known } = EditionBroken,
            say!("the edition has no zone `{zone}`", "这一期没有分区版“{zone}”"),
            [{
                let (en, zh) = (known.join(", "), known.join("、"));
                match known.is_empty() {
                    true => say!("it has no zones at all", "一个分区版也没有"),
                    false => say!("it has {en}", "有这些：{zh}"),
                }
            }];
        /// Two zones of one name.
        ZoneTwice { zone } = EditionBroken,
            say!("there is a zone `{zone}` already", "已经有分区版“{zone}”");
        /// Zones that build on each other.
        ZoneCircle { zone } = EditionBroken,
            say!(
                "the zone `{zone}` builds on itself: they extend each other in a circle",
                "分区版“{zone}”以自己为底：`extends` 绕成了一圈"
            ),
            [say!("take one `extends` away", "请去掉其中一个 `extends`")];
        /// A version that the edition does not have.
        NoVersion { version, last_version } = EditionBroken,
            say!(
                "the edition has no version {version}: the last is {last_version}",
                "这一期没有第 {version} 次版，最后是第 {last_version} 次"
            );
        /// Two pages with one file.
        FileTwice { number, other_number, path } = EditionBroken,
            say!(
                "pages {other_number} and {number} would both be {path}",
                "第 {other_number} 版和第 {number} 版都会写成 {path}"
            ),
            [say!("put {{page}} into the name", "请在文件名中写上 {{page}}")];
        /// A placeholder in the name of a file that means nothing.
        UnknownPlaceholder { name } = EditionBroken,
            say!("`{{{name}}}` in the name of a file stands for nothing", "文件名中的 `{{{name}}}` 没有意义"),
            [say!(
                "there are {{paper}}, {{date}}, {{issue}}, {{section}}, {{page}}, {{zone}} and {{version}}",
                "可用的有 {{paper}}、{{date}}、{{issue}}、{{section}}、{{page}}、{{zone}}、{{version}}"
            )];
        /// Something that was typed by hand and is of another day.
        OtherPrinted { typed, printed, wanted } = EditionDiffers,
            {
                let Text { en, zh } = typed.text();
                say!(
                    "{en} is printed as {printed}, and the edition's is {wanted}",
                    "印的{zh}是 {printed}，这一期应当是 {wanted}"
                )
            },
            [say!(
                "write a placeholder in its place: {{date}}, {{weekday}}, {{issue}}",
                "请改用占位符：{{date}}、{{weekday}}、{{issue}}"
            )];
        /// An entry of the index for a page that is not there.
        IndexNoPage { number, known } = EditionIndex,
            say!("the index names page {number}, which the edition does not have", "导读写的第 {number} 版，这一期没有"),
            [{
                let (en, zh) = (known.join(", "), known.join("、"));
                say!("it has {en}", "有这些：{zh}")
            }];
        /// An entry of the index for a story that is not on the page.
        IndexNothing { number, quoted } = EditionIndex,
            say!(
                "the index names page {number} for “{quoted}”, and no story there speaks of it",
                "导读说“{quoted}”在第 {number} 版，那一版没有这样的稿件"
            ),
            [say!("look on which page it stands now", "请核对它现在排在哪一版")];
        /// What must be printed and is not.
        MastheadLacks { items } = MastheadItem,
            {
                let texts: Vec<Text> = items.iter().map(|item| item.text()).collect();
                let en: Vec<&str> = texts.iter().map(|text| text.en.as_str()).collect();
                let zh: Vec<&str> = texts.iter().map(|text| text.zh.as_str()).collect();
                let (en, zh) = (en.join(", "), zh.join("、"));
                say!("the edition nowhere prints {en}", "这一期没有刊印{zh}")
            },
            [say!(
                "every issue must (报纸管理暂行规定 28): write it into the masthead or the imprint",
                "每期都必须刊印（《报纸管理暂行规定》第二十八条）：请写进报头或报社信息"
            )];
        /// A page with four inks that is printed in black.
        NotInColor { number } = EditionColor,
            say!(
                "page {number} is printed in black: `color-pages` does not name it, and its spec has four inks",
                "第 {number} 版印黑白：`color-pages` 没有列它，版面文件却用四色"
            ),
            [say!(
                "write `inks = \"black\"` under `[output]` of the page, or add it to `color-pages`",
                "请在版面文件的 `[output]` 下写 `inks = \"black\"`，或把它加进 `color-pages`"
            )];
        /// A spread of another width than two pages.
        SpreadWidth { number, width_mm, wanted_mm } = EditionColor,
            {
                let (width, wanted) = (round(*width_mm), round(*wanted_mm));
                say!(
                    "the spread {number} is {width} mm wide, two pages are {wanted} mm",
                    "跨版 {number} 宽 {width} 毫米，两个版宽 {wanted} 毫米"
                )
            };
        /// A story that goes on on a page that is not in the edition.
        JumpLeaves { slug, other_spec } = JumpBroken,
            say!(
                "`{slug}` jumps to {other_spec}, which is no page of the edition",
                "“{slug}”转到 {other_spec}，这一期没有这个版"
            );
        /// A story that no page uses.
        StoryUnused { slug } = StoryUnused,
            say!("no page of the edition uses `{slug}`", "这一期没有一个版用“{slug}”");
        /// A story that may not appear yet.
        Embargo { slug, until, date } = StoryEmbargo,
            {
                let day = date.as_deref().unwrap_or_default();
                say!(
                    "`{slug}` may not appear before {until}, and the edition is of {day}",
                    "“{slug}”在 {until} 之前不得刊出，这一期是 {day}"
                )
            },
            [say!("take it off the page, or ask the agency", "请撤下，或与供稿方确认")];
        /// A story that was corrected.
        Corrected { slug, quoted } = StoryCorrected,
            say!("`{slug}` was corrected: {quoted}", "“{slug}”有更正：{quoted}"),
            [say!(
                "see that the page has the corrected text; `banmian diff` shows what changed",
                "请确认版面用的是改正后的文字；`banmian diff` 可列出改动"
            )];
        /// An edition among other pages, or in the place of a page.
        NotAlone { path } = EditionBroken,
            say!(
                "{path} is an edition and stands for all of its pages: name it alone",
                "{path} 是一期报纸，代表全部版面：请单独写"
            );
        /// A zone or version of what is no edition.
        NoEdition { path } = EditionBroken,
            say!(
                "{path} is a page and has no zones or versions",
                "{path} 是单个版面，没有分区版和版次"
            ),
            [say!("name the edition: `banmian build edition.toml --zone east`", "请写一期报纸的文件：`banmian build edition.toml --zone east`")];
    }
}
