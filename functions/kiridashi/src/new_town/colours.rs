//! Colours that a new town may begin with; each keeps what text needs of contrast, by light and by dark.

use std::fmt::Write;

/// A town's colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TownColour {
    /// The software's own green.
    #[default]
    Pine,
    /// Blue.
    Lake,
    /// Purple.
    Grape,
}

/// A custom property and its value by light and by dark.
type Hue = (&'static str, &'static str, &'static str);

const LAKE: [Hue; 13] = [
    ("pine", "#1d4f7a", "#8fc1ea"),
    ("pine-deep", "#143a5b", "#b5d7f3"),
    ("pine-tint", "#e5eef6", "#172b3d"),
    ("on-pine", "#fff", "#06182a"),
    ("link", "#0b5968", "#86cfe0"),
    ("foot", "#14324c", "#0a0f14"),
    ("foot-far", "#b9cbdc", "#1d2a36"),
    ("foot-ink", "#eaf1f7", "#d6dfe7"),
    ("scene-far", "#c3d2df", "#1f2f3d"),
    ("scene-hill", "#3c7399", "#254d6b"),
    ("scene-fold", "#2f6287", "#1e4059"),
    ("sky-top", "#dce7ef", "#16222c"),
    ("dot-now", "#1d4f7a", "#2f6ea3"),
];

const GRAPE: [Hue; 13] = [
    ("pine", "#6b2f5e", "#e0a9d2"),
    ("pine-deep", "#4d2144", "#edc8e3"),
    ("pine-tint", "#f5e8f2", "#35202f"),
    ("on-pine", "#fff", "#2a0d23"),
    ("link", "#0b5968", "#86cfe0"),
    ("foot", "#3f1d38", "#140a12"),
    ("foot-far", "#dcc3d5", "#33202e"),
    ("foot-ink", "#f7edf4", "#e6d8e2"),
    ("scene-far", "#dcc9d7", "#3a2635"),
    ("scene-hill", "#8d5a80", "#5e3a55"),
    ("scene-fold", "#7a4a6e", "#4d2f46"),
    ("sky-top", "#f0e4ec", "#281a25"),
    ("dot-now", "#6b2f5e", "#8f4a7f"),
];

const HEAD: &str =
    "// The town's own colours, over those of _tokens.scss, which says what contrast they need.\n";

impl TownColour {
    /// The colour of that name.
    pub fn parse(name: &str) -> Option<TownColour> {
        Some(match name {
            "pine" => TownColour::Pine,
            "lake" => TownColour::Lake,
            "grape" => TownColour::Grape,
            _ => return None,
        })
    }

    /// Its style sheet, `sass/_town.scss`.
    pub fn style(self) -> String {
        let hues = self.hues();
        if hues.is_empty() {
            return format!("{HEAD}// :root {{ --pine: #0e5c53; }}\n");
        }
        let mut style = format!("{HEAD}:root {{\n");
        let mut add = |line: String| writeln!(style, "{line}").expect("writing to a string");
        for (name, light, _) in hues {
            add(format!("  --{name}: {light};"));
        }
        add("}\n\n@media (prefers-color-scheme: dark) {\n  :root {".to_owned());
        for (name, _, dark) in hues {
            add(format!("    --{name}: {dark};"));
        }
        add("  }\n}".to_owned());
        style
    }

    fn hues(self) -> &'static [Hue] {
        match self {
            TownColour::Pine => &[],
            TownColour::Lake => &LAKE,
            TownColour::Grape => &GRAPE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of a colour (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let digits = colour.trim_start_matches('#');
        let wide = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits.to_owned(),
        };
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
            match part <= 0.04045 {
                true => part / 12.92,
                false => ((part + 0.055) / 1.055).powf(2.4),
            }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_is_legible_in_every_colour() {
        assert!((contrast("#fff", "#000000") - 21.0).abs() < 0.01);
        for colour in [TownColour::Lake, TownColour::Grape] {
            let of = |name: &str, is_dark: bool| {
                let hue = colour.hues().iter().find(|(own, ..)| *own == name).unwrap();
                if is_dark { hue.2 } else { hue.1 }
            };
            for (is_dark, paper, surface) in
                [(false, "#faf9f4", "#fff"), (true, "#111918", "#1a2423")]
            {
                for (text, behind) in [
                    (of("pine", is_dark), paper),
                    (of("pine", is_dark), surface),
                    (of("pine-deep", is_dark), of("pine-tint", is_dark)),
                    (of("pine", is_dark), of("pine-tint", is_dark)),
                    (of("on-pine", is_dark), of("pine", is_dark)),
                    (of("link", is_dark), paper),
                    (of("foot-ink", is_dark), of("foot", is_dark)),
                    ("#fff", of("dot-now", is_dark)),
                ] {
                    let contrast = contrast(text, behind);
                    assert!(contrast >= 4.5, "{colour:?} {text} {behind}: {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn each_colour_has_a_name() {
        for name in ["pine", "lake", "grape"] {
            assert!(TownColour::parse(name).unwrap().style().starts_with("//"));
        }
        assert_eq!(TownColour::parse("gold"), None);
    }
}
