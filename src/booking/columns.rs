//! Which column of the list says what, by the words of its heading in English or Chinese.

use super::values::BookedUnit;
use crate::diag::finding::BookingColumn;

/// The columns of a list.
#[derive(Default)]
pub(super) struct BookingColumns(Vec<KnownColumn>);

/// A column that is known.
struct KnownColumn {
    at: usize,
    says: BookingColumn,
    /// The unit that its heading names.
    unit: Option<BookedUnit>,
}

impl BookingColumns {
    /// The columns by their headings; of two that say the same the first counts. Others are
    /// the department's own and are not read.
    pub(super) fn of(headings: &[String]) -> Self {
        let mut columns = Self::default();
        for (at, heading) in headings.iter().enumerate() {
            if let Some(says) = meaning(heading)
                && columns.get(says).is_none()
            {
                columns.0.push(KnownColumn { at, says, unit: BookedUnit::of(heading) });
            }
        }
        columns
    }

    fn get(&self, says: BookingColumn) -> Option<&KnownColumn> {
        self.0.iter().find(|column| column.says == says)
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, says: BookingColumn) -> bool {
        self.get(says).is_some()
    }

    /// How many are known.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The unit that a column's heading names.
    pub(super) fn unit(&self, says: BookingColumn) -> Option<BookedUnit> {
        self.get(says)?.unit
    }

    /// What a row says in a column; nothing if it is empty there, or there is no such column.
    pub(super) fn cell<'r>(&self, row: &'r [String], says: BookingColumn) -> Option<&'r str> {
        let cell = row.get(self.get(says)?.at)?.trim();
        (!cell.is_empty()).then_some(cell)
    }
}

/// What a column says, by its heading without what stands in brackets behind it.
fn meaning(heading: &str) -> Option<BookingColumn> {
    let heading = heading.trim_matches(['\u{FEFF}', ' ', '\u{3000}', '\n', '\r', '\t']);
    let heading = heading.split(['(', '（', '/', '\n']).next()?.trim().to_lowercase();
    let heading: String = heading.split([' ', '_', '-']).collect();
    Some(match heading.as_str() {
        "id" | "booking" | "bookingid" | "order" | "编号" | "广告编号" | "订单号" | "合同号"
        | "单号" | "序号" => BookingColumn::Id,
        "client" | "customer" | "advertiser" | "客户" | "客户名称" | "广告主" | "广告客户" => {
            BookingColumn::Client
        }
        "size" | "format" | "尺寸" | "规格" | "广告尺寸" | "版面规格" => {
            BookingColumn::Size
        }
        "width" | "宽" | "宽度" => BookingColumn::Width,
        "height" | "高" | "高度" => BookingColumn::Height,
        "page" | "版" | "版面" | "版次" | "版号" | "版位" => BookingColumn::Page,
        "section" | "叠" | "版块" | "板块" | "栏目" => BookingColumn::Section,
        "zone" | "分区" | "分区版" | "地区" | "区域" => BookingColumn::Zone,
        "day" | "date" | "日期" | "见报日" | "见报日期" | "刊登日期" | "刊期" => {
            BookingColumn::Day
        }
        "file" | "material" | "文件" | "文件名" | "素材" | "广告文件" => {
            BookingColumn::File
        }
        "received" | "到稿" | "到稿时间" | "收稿时间" | "素材到达时间" => {
            BookingColumn::Received
        }
        _ => return None,
    })
}
