//! Booked advertisements: lists that cannot be read, and places that are not as booked.

use super::SizeMm;
use super::placed::joined;
use crate::diag::{PageNumber, Text};
use crate::say;

nouns! {
    /// What a column of a list of bookings says.
    BookingColumn {
        /// What the advertisement is known by.
        Id = "id", "编号";
        /// Who ordered it.
        Client = "client", "客户";
        /// The size that was sold.
        Size = "size", "尺寸";
        /// Its width.
        Width = "width", "宽";
        /// Its height.
        Height = "height", "高";
        /// The page.
        Page = "page", "版面";
        /// The section.
        Section = "section", "版块";
        /// The zone.
        Zone = "zone", "分区";
        /// The day.
        Day = "day", "见报日期";
        /// Its file.
        File = "file", "文件";
        /// When its file came in.
        Received = "received", "到稿时间";
    }
}

findings! {
    /// Something about booked advertisements.
    BookingFault {
        /// A list without headings.
        NoHeading = BookingBroken,
            say!(
                "the list of bookings has no row with the names of its columns",
                "广告预订表没有列名"
            ),
            [say!(
                "the first row names the columns: id, client, size, page, section, zone, day, file, received",
                "第一行写列名：编号、客户、尺寸、版面、版块、分区、见报日期、文件、到稿时间"
            )];
        /// A list without columns that it needs.
        NoColumns { booking_columns, known } = BookingBroken,
            {
                let named = |of: fn(&Text) -> &str, between| {
                    let words: Vec<String> =
                        booking_columns.iter().map(|it| of(&it.text()).to_owned()).collect();
                    words.join(between)
                };
                let (en, zh) = (named(|it| &it.en, ", "), named(|it| &it.zh, "、"));
                say!(
                    "the list of bookings lacks the column: {en}",
                    "广告预订表缺少这一列：{zh}"
                )
            },
            [{
                let (en, zh) = (known.join(", "), known.join("、"));
                say!("it has {en}", "现有：{zh}")
            }];
        /// A quote that is not closed.
        QuoteUnclosed = BookingBroken,
            say!("the quote that opens here is never closed", "这里的引号一直没有闭合"),
            [say!(
                "save the list anew from the spreadsheet, as CSV",
                "请从电子表格重新另存为 CSV"
            )];
        /// A line that is none.
        BadRow { said } = BookingBroken,
            {
                let said = said.as_deref().unwrap_or_default();
                say!("this line cannot be read: {said}", "这一行读不出来（“{said}”）")
            };
        /// More than a list can have.
        TooLong { most_cells } = BookingBroken,
            say!(
                "the list of bookings has more than {most_cells} cells",
                "广告预订表超过 {most_cells} 个单元格"
            ),
            [say!("keep the bookings of some weeks in it", "请只留近几周的预订")];
        /// A row without an id.
        NoId = BookingBroken as Warning,
            say!("this row has no id: it is left out", "这一行没有编号，不用"),
            [say!("give it the id that the place is to name", "请填写版位要写的编号")];
        /// A row without a size.
        NoSize = BookingBroken as Warning,
            say!("this row says no size: it is left out", "这一行没有尺寸，不用"),
            [say!("write width x height in mm: 120 x 45", "请写宽×高（毫米）：120×45")];
        /// A cell that cannot be read.
        BadCell { booking_column, value } = BookingBroken as Warning,
            {
                let Text { en, zh } = booking_column.text();
                say!(
                    "“{value}” cannot be read as {en}: the row is left out",
                    "“{value}”不能当作{zh}来读，这一行不用"
                )
            },
            [match booking_column {
                BookingColumn::Day => say!(
                    "write year, month and day: 2026-11-28, one day a row",
                    "请写年、月、日：2026-11-28；一行一天"
                ),
                BookingColumn::Received => {
                    say!("write 2026-11-27 18:00", "请写成 2026-11-27 18:00")
                }
                BookingColumn::Page => say!("write the number of a page: 4", "请写版号：4"),
                _ => say!("write width x height in mm: 120 x 45", "请写宽×高（毫米）：120×45"),
            }];
        /// A zone that the edition does not have.
        NoSuchZone { booking, zone, known } = BookingBroken as Warning,
            say!(
                "`{booking}` is booked for the zone `{zone}`, which the edition does not have",
                "“{booking}”订的是分区版“{zone}”，这一期没有"
            ),
            [{
                let (en, zh) = (known.join(", "), known.join("、"));
                match known.is_empty() {
                    true => say!("it has no zones at all", "一个分区版也没有"),
                    false => say!("it has {en}", "有这些：{zh}"),
                }
            }];
        /// A place whose booking is not in the list.
        Unknown { booking, nearest } = BookingBroken,
            say!("the list of bookings has no `{booking}`", "广告预订表里没有“{booking}”"),
            [match nearest {
                Some(nearest) => say!("did you mean `{nearest}`?", "是不是“{nearest}”？"),
                None => say!(
                    "look whether its row was left out, or ask for a newer list",
                    "请看这一行是否被略去，或向广告部要新表"
                ),
            }];
        /// A place without a file or a list to take it from.
        NoList = BookingBroken,
            say!(
                "this place has no `file`, and there is no list of bookings to take it from",
                "这个版位没有写 `file`，也没有广告预订表可查"
            ),
            [say!(
                "write file = \"…\", or name the list: `bookings = \"bookings.csv\"` under `[edition]` or `[page]`",
                "请写 `file = \"…\"`，或在 `[edition]`、`[page]` 下写 `bookings = \"bookings.csv\"`"
            )];
        /// A place that no booking fits.
        NothingFits { place_mm, known } = AdMissing,
            {
                let room = by(*place_mm);
                say!(
                    "no booking of this page has the size of this place, {room} mm",
                    "本版没有尺寸为 {room} 毫米的广告预订"
                )
            },
            [
                {
                    let (en, zh) = (known.join(", "), known.join("、"));
                    match known.is_empty() {
                        true => say!("nothing else is booked for the page", "本版没有别的预订"),
                        false => say!("without a place are {en}", "还没有排的有：{zh}"),
                    }
                },
                say!(
                    "name its booking: booking = \"…\"; or give the place to a story",
                    "请写明 `booking = \"编号\"`，或把版位让给稿件"
                ),
            ];
        /// A booking whose file nobody has named.
        NoFile { booking, client, booked_mm } = AdMissing,
            {
                let (Text { en, zh }, size) = (of_client(client.as_deref()), by(*booked_mm));
                say!(
                    "the advertisement `{booking}`{en}, {size} mm, has no file yet",
                    "广告“{booking}”{zh}（{size} 毫米）还没有文件"
                )
            },
            [say!(
                "ask for it, and write its name into the list; its place is kept",
                "请催稿，并把文件名填进预订表；版位已留"
            )];
        /// A booking whose file is not there.
        FileMissing { booking, client, booked_mm, path, nearest } = AdMissing,
            {
                let (Text { en, zh }, size) = (of_client(client.as_deref()), by(*booked_mm));
                say!(
                    "the file of the advertisement `{booking}`{en}, {size} mm, is not there: {path}",
                    "广告“{booking}”{zh}（{size} 毫米）的文件不在：{path}"
                )
            },
            [match nearest {
                Some(nearest) => say!("did you mean {nearest}?", "是不是 {nearest}？"),
                None => say!(
                    "ask for it: its place is kept; the path counts from the folder of the list",
                    "请催稿，版位已留；路径从预订表所在的文件夹算起"
                ),
            }];
        /// A file that came after the closing time.
        Late { booking, client, received, closing } = AdLate,
            {
                let Text { en, zh } = of_client(client.as_deref());
                say!(
                    "the file of `{booking}`{en} came in at {received}, after the closing time {closing}",
                    "“{booking}”{zh}的文件 {received} 才到，晚于截稿时间 {closing}"
                )
            },
            [say!(
                "look at it once more on the proof before it is printed",
                "付印前请在大样上再看一遍"
            )];
        /// A place of another size than was sold.
        OtherSize { booking, booked_mm, place_mm } = BookingSize,
            {
                let (size, room) = (by(*booked_mm), by(*place_mm));
                say!(
                    "`{booking}` is booked as {size} mm, and its place has room for {room} mm",
                    "“{booking}”订的是 {size} 毫米，版位可用 {room} 毫米"
                )
            },
            [say!(
                "give it a place of the size that was sold, or have the booking changed",
                "请按所订尺寸改版位，或请广告部改预订"
            )];
        /// A place on another day than was booked.
        OtherDay { booking, booked_days, date } = BookingDay,
            {
                let (en, zh) = (booked_days.join(", "), booked_days.join("、"));
                let day = date.as_deref().unwrap_or_default();
                say!(
                    "`{booking}` is booked for {en}, and the page is of {day}",
                    "“{booking}”订的是 {zh}，本版是 {day}"
                )
            },
            [say!("take it off the page, or have the booking changed", "请撤下，或请广告部改预订")];
        /// A place on another page or in another section or zone than was booked.
        Elsewhere { booking, booked_page, booked_section, booked_zone } = BookingPage,
            {
                let Text { en, zh } = booked_for(
                    booked_page.as_ref(),
                    booked_section.as_deref(),
                    booked_zone.as_deref(),
                );
                say!(
                    "`{booking}` is booked for {en}, and does not stand there",
                    "“{booking}”订的是{zh}，没有排在那里"
                )
            },
            [say!("move it there, or have the booking changed", "请移过去，或请广告部改预订")];
        /// Two rows for one advertisement.
        TwoRows { booking, other_file_line } = BookingTwice,
            say!(
                "`{booking}` is booked twice for the same day and place: line {other_file_line} has it, too",
                "“{booking}”在同一天同一处订了两次：第 {other_file_line} 行已有"
            ),
            [say!("take one of the two rows away", "请去掉其中一行")];
        /// Two bookings with one file.
        OneFile { booking, other_booking, path } = BookingTwice,
            say!(
                "`{booking}` and `{other_booking}` are booked with the same file: {path}",
                "“{booking}”和“{other_booking}”订的是同一个文件：{path}"
            ),
            [say!(
                "ask whether it is to run twice",
                "请问清是否真要登两次"
            )];
        /// Two places for one booking.
        TwoPlaces { booking, other_number } = BookingTwice,
            say!(
                "`{booking}` has a place already, on page {other_number}",
                "“{booking}”已经排在第 {other_number} 版"
            ),
            [say!("one booking is one place: give this one another", "一份预订只占一个版位：请另写一个")];
        /// A booking without a place.
        Unplaced { booking, client, booked_mm, booked_page, booked_section, booked_zone } = BookingUnplaced,
            {
                let (Text { en, zh }, size) = (of_client(client.as_deref()), by(*booked_mm));
                let place = booked_for(
                    booked_page.as_ref(),
                    booked_section.as_deref(),
                    booked_zone.as_deref(),
                );
                let Text { en: for_en, zh: for_zh } = place;
                say!(
                    "`{booking}`{en}, {size} mm, is booked for {for_en} and has no place",
                    "“{booking}”{zh}（{size} 毫米）订了{for_zh}，没有排"
                )
            },
            [say!(
                "give it a place: an `[[ad]]` with booking = \"{booking}\"",
                "请给它一个版位：`[[ad]]`，写 `booking = \"{booking}\"`"
            )];
    }
}

/// Who ordered it, as an addition to its id.
fn of_client(client: Option<&str>) -> Text {
    match client {
        Some(client) => say!(" ({client})", "（{client}）"),
        None => Text::default(),
    }
}

/// A size in mm, to the tenth.
fn by(SizeMm { width, height }: SizeMm) -> String {
    let tenth = |length: f64| (length * 10.0).round() / 10.0;
    format!("{} x {}", tenth(width), tenth(height))
}

/// Where it is to stand.
fn booked_for(page: Option<&PageNumber>, section: Option<&str>, zone: Option<&str>) -> Text {
    let mut all = Vec::new();
    if let Some(page) = page {
        all.push(say!("page {page}", "第 {page} 版"));
    }
    if let Some(section) = section {
        all.push(say!("the section {section}", "版块“{section}”"));
    }
    if let Some(zone) = zone {
        all.push(say!("the zone {zone}", "分区版“{zone}”"));
    }
    match all.is_empty() {
        true => say!("any page", "任意版"),
        false => joined(all, &say!(", ", "，")),
    }
}
