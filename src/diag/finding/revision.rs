//! Revisions of a git repository that files cannot be taken from.

use crate::say;

findings! {
    /// Files of a revision that cannot be had.
    RevisionFault {
        /// There is no program.
        NoGit = RepositoryUnreadable,
            say!(
                "files of a revision come from the program `git`, which is not here",
                "要读取历史版本的文件，需要 `git` 程序，这台机器上没有"
            ),
            [say!(
                "install git, or put its folder on the PATH",
                "请安装 git，或把它所在的文件夹加入 PATH"
            )];
        /// The folder lies in no repository.
        NoRepository { path } = RepositoryUnreadable,
            say!(
                "`{path}` lies in no git repository",
                "“{path}”不在任何 git 仓库里"
            ),
            [say!(
                "go to the folder of the repository; `git status` says whether it is one",
                "请到仓库所在的文件夹；`git status` 可以看出它是不是仓库"
            )];
        /// Git refuses for a reason of its own.
        Refused { path, said } = RepositoryUnreadable,
            {
                let said = said.as_deref().unwrap_or_default();
                say!(
                    "git cannot read the repository of `{path}`: {said}",
                    "git 读不了“{path}”所在的仓库（git 的说法是“{said}”）"
                )
            };
        /// The tree is too long.
        TooManyFiles { path, limit_mib } = RepositoryUnreadable,
            say!(
                "the list of files in the repository of `{path}` is longer than {limit_mib} MiB",
                "“{path}”所在仓库的文件清单超过 {limit_mib} MiB"
            );
        /// There is no such commit.
        Unknown { path, revision, nearest } = RevisionUnknown,
            say!(
                "the repository of `{path}` has no revision `{revision}`",
                "“{path}”所在的仓库没有“{revision}”这个历史版本"
            ),
            [match nearest {
                Some(near) => say!("did you mean `{near}`?", "是不是“{near}”？"),
                None => say!(
                    "a revision is a branch, a tag or a commit: `HEAD~1` is the one before the last; `git log --oneline` lists them",
                    "历史版本可以写分支、标签或提交：`HEAD~1` 是上一次提交；用 `git log --oneline` 查看"
                ),
            }];
        /// The same where older commits were not fetched.
        Shallow { path, revision } = RevisionUnknown,
            say!(
                "the repository of `{path}` has no revision `{revision}`: it was cloned without its older commits",
                "“{path}”所在的仓库没有“{revision}”这个历史版本：克隆时没有取较早的提交"
            ),
            [say!(
                "`git fetch --unshallow` fetches them",
                "用 `git fetch --unshallow` 把它们取来"
            )];
    }
}
