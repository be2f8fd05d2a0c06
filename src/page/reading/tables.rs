//! Tables: rows, and in them cells. A cell in which nothing stands has no line that could
//! tell of it; it is a cell all the same, so that those below each other stay so for who
//! does not see the rules (ISO 14289-1, 7.5).

use std::collections::{BTreeMap, BTreeSet};

use super::tree::PageTree;
use super::{Kid, Role};
use crate::page::Cell;

impl PageTree<'_, '_> {
    /// The element of a row of a story's table, in the table's own.
    pub(super) fn row(&mut self, story: u32, table: u32, row: u32) -> usize {
        if let Some(known) = self.rows.get(&(story, table, row)) {
            return *known;
        }
        let element = match self.tables.get(&(story, table)) {
            Some(known) => *known,
            None => {
                let parent = self.before_text(story);
                let element = self.tree.add(parent, Role::Table, self.number);
                self.tables.insert((story, table), element);
                element
            }
        };
        let element = self.tree.add(element, Role::Row, self.number);
        self.rows.insert((story, table, row), element);
        element
    }

    /// Adds the empty cells of all tables.
    pub(super) fn fill_tables(&mut self) {
        for (story, table) in self.tables.keys().copied().collect::<Vec<_>>() {
            self.fill_table(story, table);
        }
    }

    fn fill_table(&mut self, story: u32, table: u32) {
        let own = self.rows.range((story, table, 0)..=(story, table, u32::MAX));
        let rows: BTreeMap<u32, usize> =
            own.map(|((_, _, row), element)| (*row, *element)).collect();
        let mut columns = 0;
        // Headings are a table's first rows.
        let mut heading_rows = 0;
        let mut taken: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for element in rows.values() {
            for (_, role) in self.cells_of(*element) {
                let (Role::HeadingCell(cell) | Role::Cell(cell)) = role else { continue };
                let over = |first: u32, count: u32| first..first.saturating_add(count);
                let (down, along) = (over(cell.row, cell.rows), over(cell.column, cell.columns));
                columns = columns.max(along.end);
                if matches!(role, Role::HeadingCell(_)) {
                    heading_rows = heading_rows.max(down.end);
                }
                down.for_each(|row| taken.entry(row).or_default().extend(along.clone()));
            }
        }
        let (Some((first, _)), Some((last, _))) = (rows.first_key_value(), taken.last_key_value())
        else {
            return;
        };
        for row in *first..=*last {
            let taken = taken.get(&row);
            let is_free = |column: &u32| taken.is_none_or(|taken| !taken.contains(column));
            let free: Vec<u32> = (0..columns).filter(is_free).collect();
            if free.is_empty() {
                continue;
            }
            let element = self.row(story, table, row);
            for column in free {
                let cell = Cell { row, column, rows: 1, columns: 1 };
                let is_heading = row < heading_rows;
                let role = if is_heading { Role::HeadingCell(cell) } else { Role::Cell(cell) };
                self.tree.add(element, role, self.number);
            }
            self.sort_row(element);
        }
        self.sort_rows(story, table);
    }

    /// The elements in a row, with what they are.
    fn cells_of(&self, row: usize) -> Vec<(usize, Role)> {
        let elements = &self.tree.elements;
        let kids = elements[row].kids.iter().filter_map(|kid| match kid {
            Kid::Element(at) => Some((*at, elements[*at].role)),
            Kid::Sequence(_) => None,
        });
        kids.collect()
    }

    /// Puts cells in the order of their columns.
    fn sort_row(&mut self, row: usize) {
        let mut cells = self.cells_of(row);
        cells.sort_by_key(|(_, role)| match role {
            Role::HeadingCell(cell) | Role::Cell(cell) => cell.column,
            _ => u32::MAX,
        });
        self.tree.elements[row].kids = cells.into_iter().map(|(at, _)| Kid::Element(at)).collect();
    }

    /// Puts the rows of a table in their order.
    fn sort_rows(&mut self, story: u32, table: u32) {
        let rows = self.rows.range((story, table, 0)..=(story, table, u32::MAX));
        let kids: Vec<Kid> = rows.map(|(_, element)| Kid::Element(*element)).collect();
        if let Some(element) = self.tables.get(&(story, table)) {
            self.tree.elements[*element].kids = kids;
        }
    }
}
