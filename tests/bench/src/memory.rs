//! How much memory this process held at most.

use anyhow::{Context, Result};

/// Bytes, as Linux counts them.
pub fn peak() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|text| text.trim().strip_suffix(" kB"));
    let kib: f64 = peak.context("Linux tells the most memory held")?.parse()?;
    Ok(kib * 1024.0)
}
