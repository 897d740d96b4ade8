//! The list of `content/wording/routing.toml`.

texts! {
    /// Why a spec came to somebody.
    RoutingTexts, routing {
        only(tag),
        others_away(tag),
        has_room(tag),
        longest_idle(tag),
        least_over(tag),
        director_away(tag),
        all_asked,
        nobody,
        again(number),
    }
}
