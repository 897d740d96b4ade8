//! The office's own pages as a Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    web::run_lambda(web::Folder::OFFICE, office::router).await
}
