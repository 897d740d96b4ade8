//! The pages of books and papers and the workers' own as a Lambda of their own, as those of orders are.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    web::run_lambda(web::Folder::DIRECTOR, director::book_router).await
}
