//! States of pages that cannot be compared.

use crate::say;

findings! {
    /// States of pages that cannot be compared.
    DiffFault {
        /// Two revisions, and no page.
        WhichPage { revision } = NothingToCompare,
            say!(
                "`{revision}` is a revision, and no page is named",
                "“{revision}”是历史版本，没有写明比哪个版面"
            ),
            [say!(
                "name the page after both: `banmian diff HEAD~1 HEAD layouts/front.toml`; a page spec ends with .toml, a press file with .pdf",
                "请在后面写明版面：`banmian diff HEAD~1 HEAD layouts/front.toml`；版面文件以 .toml 结尾，付印文件以 .pdf 结尾"
            )];
        /// Pages beside two states that name theirs.
        TooManyStates { path } = NothingToCompare,
            say!(
                "both states name their pages, and `{path}` is one more",
                "前后两个状态都写明了版面，“{path}”是多出来的"
            ),
            [say!(
                "pages are named after revisions alone: `banmian diff HEAD~1 layouts/*.toml`",
                "只有历史版本后面才写版面：`banmian diff HEAD~1 layouts/*.toml`"
            )];
        /// A file that is no structure.
        NoStructure { path } = NothingToCompare,
            say!("{path} is no golden file, or not whole", "{path} 不是基准文件，或不完整");
        /// A golden file of an older format.
        OlderStructure { path } = NothingToCompare,
            say!("{path} has an older format", "{path} 是旧格式"),
            [say!("make it anew: `banmian review --upgrade`", "请重做：`banmian review --upgrade`")];
        /// A golden file of a newer format.
        NewerStructure { path } = NothingToCompare,
            say!("{path} has a newer format than this program", "{path} 的格式新于本程序"),
            [say!("compare with a newer banmian", "请用更新的 banmian 比较")];
        /// A golden file beside a press file, which know different things of a page.
        Unlike { path } = NothingToCompare,
            say!(
                "{path} is a golden file, and a press file has no stories to compare with it",
                "{path} 是基准文件，付印文件里没有可与它对比的稿件信息"
            ),
            [say!("name the page's spec in its place", "请改写版面文件")];
        /// Marks are asked for on pages that are not set here.
        NotSet { path } = NothingToCompare,
            say!(
                "{path} cannot be drawn: it takes pages that are set from specs, or for a .png two press files",
                "画不出 {path}：需要由版面文件排出的版面；写 .png 时也可以是两个付印文件"
            );
    }
}
