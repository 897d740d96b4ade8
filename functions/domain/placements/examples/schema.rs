//! Prints a JSON Schema that the site publishes at `/schema/`: by name, `job-spec.v2` without one.

fn main() {
    let name = std::env::args().nth(1);
    let shared = placements::schemas();
    let shared = shared
        .into_iter()
        .find(|(id, _)| Some(*id) == name.as_deref());
    let schema = shared.map_or_else(job_spec::json_schema, |(_, schema)| schema);
    println!("{schema:#}");
}
