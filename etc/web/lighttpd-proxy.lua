-- The proxy names the user; see lighttpd-proxy.conf, which lets no other client in.
lighty.r.req_env["REMOTE_USER"] = lighty.r.req_header["X-Remote-User"]
