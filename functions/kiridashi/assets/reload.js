// Loads the page again when the site was rebuilt. Only `kiridashi serve` hands this out.
new EventSource("/_reload").addEventListener("rebuilt", () => location.reload());
