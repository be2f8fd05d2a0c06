//! A file of jobs, line by line, and the file of their results.

use super::spec::did_you_mean;
use crate::diag::Text;
use crate::say;

findings! {
    /// Something about a file of jobs.
    BatchFault {
        /// A line that is no JSON.
        NotJson { said } = JobBroken,
            {
                let said = said.as_deref().unwrap_or_default();
                say!("this line is no JSON: {said}", "这一行不是 JSON，解析器的说法是“{said}”")
            },
            [one_object()];
        /// JSON that is no object.
        NotAnObject = JobBroken,
            say!("this line is JSON, but no object", "这一行是 JSON，但不是对象"),
            [one_object()];
        /// The last line, which whoever writes the file has not written to its end.
        Torn = JobBroken,
            say!(
                "the last line is cut off in the middle: it was not run",
                "最后一行没有写完，未执行"
            ),
            [say!(
                "write it to its end, and run again with `--resume`",
                "请把它写完，再加 `--resume` 运行一次"
            )];
        /// A line that is longer than any job.
        TooLong { limit_kib } = JobBroken,
            say!(
                "this line has more than {limit_kib} KiB, the limit for a job",
                "这一行超过一项任务 {limit_kib} KiB 的上限"
            ),
            [one_object()];
        /// A line that is no text.
        NotText = JobBroken,
            say!("this line is not UTF-8", "这一行不是 UTF-8 编码"),
            [one_object()];
        /// A key that a job does not have.
        UnknownKey { key, nearest, known } = UnknownKey,
            say!("a job has no key `{key}`", "任务没有“{key}”这一项"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => {
                    let (en, zh) = (known.join(", "), known.join("、"));
                    say!("it has {en}", "有这些：{zh}")
                }
            }];
        /// A key that stands twice.
        KeyTwice { key } = JobBroken,
            say!("`{key}` stands twice in this job", "这项任务里“{key}”写了两次"),
            [say!("write it once", "请只写一次")];
        /// A key that must be there.
        MissingKey { key } = MissingKey,
            say!("a job needs `{key}`", "任务必须写明“{key}”"),
            [say!(
                "such as {{\"specs\": [\"front.toml\"], \"output\": \"front.pdf\"}}",
                "例如 {{\"specs\": [\"front.toml\"], \"output\": \"front.pdf\"}}"
            )];
        /// A value of another kind.
        BadKey { key, expected } = BadValue,
            {
                let Text { en, zh } = expected.text();
                say!("`{key}` of a job should be {en}", "任务的“{key}”应为{zh}")
            };
        /// A file that an earlier job has.
        FileTwice { path } = OutputUnwritable,
            say!(
                "an earlier line has the output `{path}`, too: this job was not run",
                "前面已有一行的输出也是“{path}”，这项任务未执行"
            ),
            [say!("give each job an output of its own", "请给每项任务各写一个输出文件")];
        /// A file of results that a run would write over.
        ResultsThere { path } = OutputUnwritable,
            say!("`{path}` has results already", "“{path}”里已有结果"),
            [say!(
                "`--resume` goes on with it; else give another name with `-o`, or remove it",
                "加 `--resume` 可以接着做；否则请用 `-o` 另取名字，或先把它删去"
            )];
        /// A file that is said to have results, and has something else.
        NotResults { path, file_line } = OutputUnwritable,
            say!(
                "line {file_line} of `{path}` is no result of `banmian batch`: it is left as it is",
                "“{path}”第 {file_line} 行不是 `banmian batch` 的结果，文件保持原样"
            ),
            [say!("give another name with `-o`", "请用 `-o` 另取名字")];
        /// A file of results that another run is writing.
        ResultsInUse { path } = OutputUnwritable,
            say!("another run is writing `{path}`", "另一次运行正在写“{path}”"),
            [say!(
                "wait until it has ended, or give another name with `-o`",
                "请等它结束，或用 `-o` 另取名字"
            )];
    }
}

fn one_object() -> Text {
    say!(
        "a job is one JSON object on one line, such as {{\"specs\": [\"front.toml\"], \"output\": \"front.pdf\"}}",
        "一项任务是一行，写一个 JSON 对象，例如 {{\"specs\": [\"front.toml\"], \"output\": \"front.pdf\"}}"
    )
}
