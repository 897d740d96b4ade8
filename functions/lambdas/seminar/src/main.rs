//! Seminar registration as a Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    web::run_lambda(web::Folder::REGISTRATION, seminar::router).await
}
