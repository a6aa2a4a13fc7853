//! The one table that a run prints, with what must be known to read it later.

use crate::{machine::Surroundings, samples::grouped};

/// A figure beside its budget.
pub struct Row {
    pub figure: String,
    pub budget: String,
    pub measured: String,
    pub verdict: Verdict,
}

/// How a figure stands to its budget.
pub enum Verdict {
    Met,
    Missed,
    NotMeasured,
}

/// The rows of one measurement, and remarks that explain them.
#[derive(Default)]
pub struct Finding {
    pub rows: Vec<Row>,
    pub remarks: Vec<String>,
}

/// All rows so far.
#[derive(Default)]
pub struct Table {
    lines: Vec<[String; 6]>,
    remarks: Vec<String>,
    is_whole: bool,
}

const HEAD: [&str; 6] = ["figure", "budget", "measured", "verdict", "fdatasync p50", "other work"];

impl Row {
    /// A figure that may be at most `limit`.
    pub fn at_most(figure: &str, budget: &str, (value, limit): (f64, f64), measured: String) -> Self {
        let verdict = if value <= limit { Verdict::Met } else { Verdict::Missed };
        Self { figure: figure.to_owned(), budget: budget.to_owned(), measured, verdict }
    }

    /// A figure that must be at least `limit`.
    pub fn at_least(figure: &str, budget: &str, (value, limit): (f64, f64), measured: String) -> Self {
        Self::at_most(figure, budget, (-value, -limit), measured)
    }

    /// A size in bytes of at most `limit`.
    pub fn bytes(figure: &str, budget: &str, size: usize, limit: usize) -> Self {
        let measured = format!("{} B", grouped(size as u64));
        Self::at_most(figure, budget, (size as f64, limit as f64), measured)
    }

    /// A figure that could not be had.
    pub fn not_measured(figure: &str, why: &str) -> Self {
        let (figure, budget, measured) = (figure.to_owned(), "–".to_owned(), why.to_owned());
        Self { figure, budget, measured, verdict: Verdict::NotMeasured }
    }
}

impl Verdict {
    fn word(&self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "MISSED",
            Self::NotMeasured => "not measured",
        }
    }
}

impl Table {
    pub fn new() -> Self {
        Self { is_whole: true, ..Self::default() }
    }

    /// Adds what one measurement found, with the surroundings it was made in.
    pub fn add(&mut self, finding: Finding, around: &Surroundings) {
        let sync = format!("{:.2} ms", around.fdatasync_ms);
        let other = format!("{:.0} %", around.other_work * 100.0);
        for row in finding.rows {
            self.is_whole &= !matches!(row.verdict, Verdict::NotMeasured);
            let verdict = row.verdict.word().to_owned();
            self.lines.push([row.figure, row.budget, row.measured, verdict, sync.clone(), other.clone()]);
        }
        self.remarks.extend(finding.remarks);
    }

    /// Whether every figure was measured.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The table as text.
    pub fn text(&self) -> String {
        let head = HEAD.map(str::to_owned);
        let mut widths = HEAD.map(|word| word.chars().count());
        for line in &self.lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let rule = widths.map(|width| "-".repeat(width));
        let mut text = String::new();
        for line in [&head, &rule].into_iter().chain(&self.lines) {
            let cells = line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
            text.push_str(&format!("| {} |\n", cells.collect::<Vec<_>>().join(" | ")));
        }
        text.push('\n');
        for remark in &self.remarks {
            text.push_str(&format!("- {remark}\n"));
        }
        text
    }
}
