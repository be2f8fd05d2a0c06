//! Golden files that are not there.

use crate::say;

findings! {
    /// Golden files that are not there.
    GoldenFault {
        /// No page has any.
        NothingFound { path } = GoldenMissing,
            say!("there are no golden files in {path}", "{path} 里没有基准文件"),
            [say!(
                "`banmian review --accept layouts/front.toml` makes the first ones of a page",
                "用 `banmian review --accept layouts/front.toml` 给一个版做第一套基准文件"
            )];
        /// A path that is neither a page nor a folder.
        NoPage { path } = GoldenMissing,
            say!(
                "{path} is no folder, no page spec and no golden file",
                "{path} 不是文件夹，也不是版面文件或基准文件"
            ),
            [say!("name a spec, or a folder with golden files", "请写版面文件，或装有基准文件的文件夹")];
    }
}
