-- The user is whom the proxy names; see lighttpd-proxy.conf, which lets nobody else in.
lighty.r.req_env["REMOTE_USER"] = lighty.r.req_header["X-Remote-User"]
