//! What is sent to the printer, and what was sent before.

use crate::say;

findings! {
    /// Something about what is sent to the printer.
    IssueFault {
        /// A page or nothing is to be sent as an edition.
        NotAnEdition { path } = EditionBroken,
            say!(
                "{path} is no edition: only an edition is sent to the printer",
                "{path} 不是一期报纸：只有一期报纸才能付印"
            ),
            [say!(
                "name a file with `[edition]` and its pages; `banmian build` makes the file of a single page",
                "请写含有 `[edition]` 和各版的文件；单个版面请用 `banmian build`"
            )];
        /// This zone and version was sent.
        AlreadySent { path, zone, version, next_version } = AlreadySent,
            say!(
                "version {version} of `{zone}` was sent already: {path}",
                "“{zone}”第 {version} 次版已经付印：{path}"
            ),
            [say!(
                "what was sent stays as it is: write `[[version]]` with `number = {next_version}` in the edition and send that with `--version {next_version}`",
                "已付印的不会改动：请在这一期里写 `[[version]]` 和 `number = {next_version}`，再用 `--version {next_version}` 付印"
            )];
        /// A manifest that is not whole.
        ManifestBroken { path, file_line } = SentBroken,
            say!(
                "`{path}` is no whole manifest: cut short or changed, as line {file_line} shows",
                "“{path}”不是完整的清单：从第 {file_line} 行看，不是被截断，就是被改过"
            );
        /// A manifest of a later program.
        ManifestNewer { path, manifest_format, known_format } = SentBroken,
            say!(
                "`{path}` has format {manifest_format}; this program knows formats up to {known_format}",
                "“{path}”的格式是 {manifest_format}，本程序只认得到 {known_format}"
            ),
            [say!("use the program that made it, or a newer one", "请用写出它的程序，或更新的程序")];
        /// A file of the manifest that is not there.
        FileMissing { path } = SentBroken,
            say!("`{path}` is in the manifest and not there", "清单里有“{path}”，却没有这个文件");
        /// A file that is not the one of the manifest.
        FileDiffers { path } = SentBroken,
            say!(
                "`{path}` is not the file of the manifest: its bytes are others",
                "“{path}”与清单不符：字节不同"
            );
        /// A file that the manifest does not know.
        FileUnlisted { path } = SentBroken,
            say!("`{path}` is not in the manifest", "清单里没有“{path}”");
        /// What was sent before cannot be compared with: its manifest is not whole or newer.
        BeforeUnreadable { path } = PlatesNotCompared,
            say!(
                "what was sent before cannot be compared with, for `{path}` cannot be used: all plates count as changed",
                "无法与上次付印的相比，因为“{path}”不能用：各版的色版都当作已改"
            ),
            [say!("`banmian issue --check DIR` tells what is wrong with it", "用 `banmian issue --check 文件夹` 查看哪里不对")];
        /// The same: its plates were measured in another way.
        BeforeOtherwise { path } = PlatesNotCompared,
            say!(
                "what was sent before cannot be compared with, for `{path}` tells of plates in another measure: all count as changed",
                "无法与上次付印的相比，因为“{path}”记录色版的方法不同：各版的色版都当作已改"
            );
    }
}
