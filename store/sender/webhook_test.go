package sender_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"trialist/store/sender"
)

var message = sender.Message{Key: "k1", Secret: "HOOK_SECRET", Body: `{"account":{"name":"Evil\r\nX-Injected: yes"}}`}

func hook(env string) sender.Webhook {
	return sender.Webhook{
		Timeout: 5 * time.Second, Getenv: func(string) string { return env }, Now: func() time.Time { return time.Unix(1700000000, 0) },
	}
}

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func TestWebhookPostsAndSigns(t *testing.T) {
	t.Parallel()
	var got *http.Request
	var body []byte
	m := message
	m.Target = serve(t, func(_ http.ResponseWriter, r *http.Request) { got = r; body, _ = io.ReadAll(r.Body) }) + "/hook?a=b"
	if err := hook("s3cret").Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, []byte("s3cret"))
	mac.Write([]byte("1700000000." + string(body)))
	for header, want := range map[string]string{
		"Idempotency-Key": "k1", "Content-Type": "application/json", "X-Injected": "",
		"Trialist-Signature": "t=1700000000,v1=" + hex.EncodeToString(mac.Sum(nil)),
	} {
		if got.Header.Get(header) != want {
			t.Errorf("%s is %q, want %q", header, got.Header.Get(header), want)
		}
	}
	if got.Method != http.MethodPost || got.URL.String() != "/hook?a=b" || string(body) != m.Body {
		t.Errorf("got %s %s with %s", got.Method, got.URL, body)
	}
	if err := hook("").Send(t.Context(), m); err == nil || err.Error() != "the environment variable HOOK_SECRET, whose secret signs it, is not set" {
		t.Errorf("without the secret: %v", err)
	}
}

func TestWebhookRedirects(t *testing.T) {
	t.Parallel()
	reached := 0
	other := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("another host got it") })
	here := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/other":
			http.Redirect(w, r, other, http.StatusTemporaryRedirect)
		case "/here":
			http.Redirect(w, r, "/end", http.StatusPermanentRedirect)
		case "/get":
			http.Redirect(w, r, "/end", http.StatusFound)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusTemporaryRedirect)
		case "/end":
			if b, _ := io.ReadAll(r.Body); string(b) == message.Body && r.Method == http.MethodPost {
				reached++
			}
		}
	})
	for path, want := range map[string]string{
		"/here": "", "/other": "redirects to another host", "/get": "the answer was 302 Found", "/loop": "redirect again and again",
	} {
		m := message
		m.Target = here + path
		err := hook("s").Send(t.Context(), m)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, want %q", path, err, want)
		}
	}
	if reached != 1 {
		t.Errorf("reached the end %d times", reached)
	}
}

func TestWebhookFailures(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	here := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/500":
			w.WriteHeader(http.StatusInternalServerError)
		case "/later":
			w.Header().Set("Retry-After", "90")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/slow":
			select {
			case <-release:
			case <-r.Context().Done():
			}
		}
	})
	send := func(target string, timeout time.Duration) error {
		m, w := message, hook("s")
		m.Target, w.Timeout = target, timeout
		return w.Send(t.Context(), m)
	}
	if err := send(here+"/500", 0); err == nil || err.Error() != "the answer was 500 Internal Server Error" {
		t.Errorf("got %v", err)
	}
	var later *sender.RetryError
	if err := send(here+"/later", 0); !errors.As(err, &later) || later.After != 90*time.Second {
		t.Errorf("got %v", err)
	}
	if err := send(here+"/slow", 50*time.Millisecond); err == nil || err.Error() != "there was no answer in time" {
		t.Errorf("got %v", err)
	}
	if err := send("http://127.0.0.1:1/secret-token", 0); err == nil || strings.Contains(err.Error(), "secret-token") {
		t.Errorf("got %v", err)
	}
	if err := send("file:///etc/passwd", 0); err == nil || err.Error() != "the address is not one of http or https" {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := message
	m.Target = here
	if err := hook("s").Send(ctx, m); err == nil {
		t.Error("sent after the end")
	}
}

// TestWebhookTellsLittleOfWhatIsNoAnswer has a receiver send what is not HTTP: a lot of it,
// and the address, which may be secret.
func TestWebhookTellsLittleOfWhatIsNoAnswer(t *testing.T) {
	t.Parallel()
	for _, sent := range []string{"HTTP/1.1 200 OK\r\nbroken " + strings.Repeat("long ", 20_000), "HTTP/1.1 200 OK\r\nno header of /hook/s3cret-path", "\x1b]0;title\x07"} {
		m := message
		m.Secret = ""
		m.Target = serve(t, func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = io.WriteString(conn, sent+"\r\n\r\n") // the sender may have closed it
			_ = conn.Close()
		}) + "/hook/s3cret-path"
		err := hook("").Send(t.Context(), m)
		if err == nil || len(err.Error()) > 250 || strings.Contains(err.Error(), "s3cret-path") || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("after %.30q: %.300v", sent, err)
		}
	}
}
