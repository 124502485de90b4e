"""A provider of OAuth 2.0 tokens for the tests, over HTTPS on localhost.

oauth-provider.py DIR: serves with DIR/cert.pem and DIR/key.pem until its standard input ends; prints its port once it
listens. Access tokens are JWTs (HS256) that a Dovecot holding DIR/keys/default/HS256/test accepts. What it does is
told by DIR/mode: "agree" (default), "deny" (the person does not agree), "revoked" (refresh tokens are refused), "down"
(500), "short" (access tokens of one second), "bad" (access tokens that no server accepts). Requests stand in DIR/requests.
"""

import base64, hashlib, hmac, http.server, json, os, secrets, ssl, sys, threading, time, urllib.parse

folder = sys.argv[1]
codes = {}
refresh_tokens = set()


def mode():
    try:
        return open(f"{folder}/mode").read().strip()
    except FileNotFoundError:
        return "agree"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def access_token(lifetime):
    key = base64.b64decode(open(f"{folder}/keys/default/HS256/test").read())
    now = int(time.time())
    head = b64(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "test"}).encode())
    body = b64(json.dumps({"sub": "alice", "email": "alice@example.org", "iat": now, "exp": now + lifetime}).encode())
    if mode() == "bad":
        key = b"another"
    return f"{head}.{body}.{b64(hmac.new(key, f'{head}.{body}'.encode(), hashlib.sha256).digest())}"


def grant():
    """A token that is good for a while, however soon it says that it ends."""
    return {"access_token": access_token(3600), "expires_in": 1 if mode() == "short" else 3600}


class Provider(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def note(self, text):
        with open(f"{folder}/requests", "a") as file:
            file.write(text + "\n")

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        """The page where a person agrees; a person who agrees at once."""
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        self.note("authorize " + json.dumps(query, sort_keys=True))
        back = {"state": query["state"]}
        if mode() == "deny":
            back["error"] = "access_denied"
        else:
            code = secrets.token_urlsafe(16)
            codes[code] = (query["code_challenge"], query["redirect_uri"], query["client_id"])
            back["code"] = code
        self.send_response(302)
        self.send_header("Location", query["redirect_uri"] + "?" + urllib.parse.urlencode(back))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        form = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        self.note("token " + form.get("grant_type", ""))
        if mode() == "down":
            return self.answer(500, {})
        if form.get("client_id") != "client" or form.get("client_secret") != "s&cret =":
            return self.answer(401, {"error": "invalid_client"})
        if form["grant_type"] == "authorization_code":
            challenge, redirect, client = codes.pop(form["code"], (None, None, None))
            digest = b64(hashlib.sha256(form["code_verifier"].encode()).digest())
            if challenge != digest or redirect != form["redirect_uri"] or client != form["client_id"]:
                return self.answer(400, {"error": "invalid_grant"})
            token = secrets.token_urlsafe(16)
            refresh_tokens.add(token)
            return self.answer(200, {**grant(), "refresh_token": token})
        if mode() == "revoked" or form["refresh_token"] not in refresh_tokens:
            return self.answer(400, {"error": "invalid_grant", "error_description": "Token has been revoked."})
        self.answer(200, grant())


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
