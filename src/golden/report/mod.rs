//! What a test of golden files tells: for people in a browser, and for build servers.

mod html;
mod junit;
mod page;

pub use html::html;
pub use junit::junit;
pub use page::{JudgedFile, PageReport, TestReport};
