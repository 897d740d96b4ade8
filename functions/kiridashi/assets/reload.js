// Loads the page again when the site was rebuilt. Only `kiridashi serve` hands this out.
{
  let events;
  const listen = () => {
    events = new EventSource("/_reload");
    events.addEventListener("rebuilt", () => location.reload());
  };
  listen();
  // A browser opens six connections to a server and keeps pages that were left: theirs would be all of them.
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (e) => { if (e.persisted) listen(); });
}
