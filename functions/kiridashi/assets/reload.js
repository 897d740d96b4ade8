// Loads the page again when the site was rebuilt, unless somebody types. Only `kiridashi serve` hands this out, to pages that send nothing.
{
  let events;
  let typed = false;
  const listen = () => {
    events = new EventSource("/_reload");
    events.addEventListener("rebuilt", () => typed || location.reload());
  };
  listen();
  addEventListener("input", () => { typed = true; });
  // A browser opens six connections to a server and keeps pages that were left: theirs would be all of them.
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (e) => { if (e.persisted) listen(); });
}
