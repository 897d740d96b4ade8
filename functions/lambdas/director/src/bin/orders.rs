//! The pages of orders and books as a Lambda of their own, so that neither half outgrows what starts quickly.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    web::run_lambda(web::Folder::DIRECTOR, director::order_router).await
}
