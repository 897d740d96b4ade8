//! Prints a JSON Schema that the site publishes at `/schema/`: by name, `job-spec.v1` without one.

fn main() {
    let name = std::env::args().nth(1);
    let shared = domain::placement::schemas();
    let shared = shared
        .into_iter()
        .find(|(id, _)| Some(*id) == name.as_deref());
    let schema = shared.map_or_else(domain::spec::json_schema, |(_, schema)| schema);
    println!("{schema:#}");
}
