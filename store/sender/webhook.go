package sender

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// Webhook posts messages. The zero value is ready.
type Webhook struct {
	Timeout time.Duration            // of a whole attempt; 0 is 10 seconds
	Getenv  func(name string) string // nil is that of the process
	Client  func(*http.Client)       // changes how it connects, in tests; may be nil
	Now     func() time.Time         // nil is the clock
}

// The headers of a request. The signature is made as by Stripe and others: HMAC-SHA256, with
// the secret, of the time, a dot and the body. The time lets receivers refuse replays.
const (
	KeyHeader       = "Idempotency-Key"
	SignatureHeader = "Trialist-Signature" // t=SECONDS,v1=HEX
)

// Sign is the value of the signature header.
func Sign(secret, body string, at time.Time) string {
	seconds := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(seconds + "." + body))
	return "t=" + seconds + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

const (
	defaultTimeout = 10 * time.Second
	maxRedirects   = 3
	maxAnswer      = 64 << 10 // bytes of an answer that are read; they are not used
	maxRetryAfter  = time.Hour
	maxErrorText   = 200 // bytes of an error; longer ones have what the receiver sent
)

// Send posts the message. Any status but 200 to 299 is an error. Errors do not contain the
// address, as that may be secret.
func (w Webhook) Send(ctx context.Context, m Message) error {
	ctx, cancel := context.WithTimeout(ctx, w.timeout())
	defer cancel()
	request, err := w.request(ctx, m)
	if err != nil {
		return err
	}
	answer, err := w.client().Do(request)
	if err != nil {
		return withoutAddress(err, m.Target)
	}
	defer func() { _ = answer.Body.Close() }()                         // only read
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswer)) // so that the connection can be used again
	if answer.StatusCode >= 200 && answer.StatusCode <= 299 {
		return nil
	}
	err = fmt.Errorf("the answer was %s", strings.TrimSpace(strconv.Itoa(answer.StatusCode)+" "+http.StatusText(answer.StatusCode)))
	if seconds, e := strconv.Atoi(answer.Header.Get("Retry-After")); e == nil && seconds > 0 {
		return &RetryError{After: min(time.Duration(seconds)*time.Second, maxRetryAfter), Err: err}
	}
	return err
}

func (w Webhook) timeout() time.Duration {
	if w.Timeout > 0 {
		return w.Timeout
	}
	return defaultTimeout
}

func (w Webhook) request(ctx context.Context, m Message) (*http.Request, error) {
	address, err := url.Parse(m.Target)
	if err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Hostname() == "" {
		return nil, errors.New("the address is not one of http or https")
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), strings.NewReader(m.Body))
	if err != nil {
		return nil, withoutAddress(err, m.Target)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "trialist")
	request.Header.Set(KeyHeader, m.Key)
	if m.Secret == "" {
		return request, nil
	}
	getenv, now := w.Getenv, w.Now
	if getenv == nil {
		getenv = os.Getenv
	}
	if now == nil {
		now = time.Now
	}
	secret := getenv(m.Secret)
	if secret == "" {
		return nil, fmt.Errorf("the environment variable %s, whose secret signs it, is not set", m.Secret)
	}
	request.Header.Set(SignatureHeader, Sign(secret, m.Body, now()))
	return request, nil
}

// client follows redirects only if they repeat the request to the same host. Others would
// send customers' data to where the user did not say.
func (w Webhook) client() *http.Client {
	client := &http.Client{
		Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, DisableKeepAlives: true},
		CheckRedirect: func(next *http.Request, via []*http.Request) error {
			first := via[0]
			switch {
			case next.Method != http.MethodPost:
				return http.ErrUseLastResponse
			case next.URL.Host != first.URL.Host || next.URL.Scheme != first.URL.Scheme:
				return errors.New("the answer redirects to another host, which is not followed")
			case len(via) > maxRedirects:
				return errors.New("the answers redirect again and again")
			}
			return nil
		},
	}
	if w.Client != nil {
		w.Client(client)
	}
	return client
}

// withoutAddress is the cause of an error without the address. What the receiver sent
// instead of an answer is left out where it is long, or has a part of the address in it.
func withoutAddress(err error, address string) error {
	var outer *url.Error
	if !errors.As(err, &outer) {
		return errors.New("the address cannot be posted to")
	}
	if outer.Timeout() {
		return errors.New("there was no answer in time")
	}
	text := outer.Err.Error()
	if u, err := url.Parse(address); err != nil || len(text) > maxErrorText || hasPart(text, u.Path) || hasPart(text, u.RawQuery) {
		return errors.New("no answer: what came instead is not HTTP")
	}
	return fmt.Errorf("no answer: %w", outer.Err)
}

// hasPart reports whether the text has a path or a query in it. What is too short to be
// secret may be in any text.
func hasPart(text, part string) bool { return len(part) > 3 && strings.Contains(text, part) }
