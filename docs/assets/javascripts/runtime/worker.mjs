// The worker that holds Python, for pages from a web server.
import { serve } from "./serve.mjs";

serve(self, (addresses) => Promise.all(addresses.map((address) => import(address))));
