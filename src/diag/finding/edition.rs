//! The edition: pages, zones and versions that do not fit together.

use crate::say;

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
        /// A placeholder in the name of a file that means nothing.
        UnknownPlaceholder { name } = EditionBroken,
            say!("`{{{name}}}` in the name of a file stands for nothing", "文件名中的 `{{{name}}}` 没有意义"),
            [say!(
                "there are {{paper}}, {{date}}, {{issue}}, {{section}}, {{page}}, {{zone}} and {{version}}",
                "可用的有 {{paper}}、{{date}}、{{issue}}、{{section}}、{{page}}、{{zone}}、{{version}}"
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
