//! Prints the JSON Schema that the site publishes at `/schema/job-spec.v1.json`.

fn main() {
    println!("{:#}", domain::spec::json_schema());
}
