package console

import (
	"strings"
	"testing"
	"time"
)

// site is a prompt with a function behind a URL, in $URL: it redirects as
// often as its path says, and tells how it was asked.
func site(t *testing.T) *Session {
	s := prompt()
	s.files.WriteFile("web/index.mjs", []byte(`export const handler = async (e) => {
  const left = Number(e.rawPath.slice(1));
  if (left > 0) return { statusCode: Number(e.queryStringParameters?.code ?? 302), headers: { location: "/" + (left - 1) } };
  return { statusCode: 200, headers: { "content-type": "text/plain" }, body: e.requestContext.http.method + " " + (e.body ? "with" : "without") + " a body\n" };
};`)) //nolint:errcheck // in memory
	for _, line := range []string{
		`aws iam create-role --role-name r --assume-role-policy-document file://trust.json`,
		`aws lambda create-function --function-name web --runtime nodejs24.x --handler index.handler --role arn:aws:iam::123456789012:role/r --zip-file fileb://web`,
		`aws lambda wait function-active-v2 --function-name web`,
		`aws lambda create-function-url-config --function-name web --auth-type NONE`,
		`aws lambda add-permission --function-name web --statement-id url --action lambda:InvokeFunctionUrl --principal '*' --function-url-auth-type NONE`,
		`aws lambda add-permission --function-name web --statement-id invoke --action lambda:InvokeFunction --principal '*' --invoked-via-function-url`,
		`URL=$(aws lambda get-function-url-config --function-name web --query FunctionUrl --output text)`,
	} {
		if r := s.Exec(line, time.Hour); r.Status != 0 {
			t.Fatalf("%s: %s", line, r.Stderr)
		}
	}
	return s
}

func TestCurlFollowsRedirects(t *testing.T) {
	s := site(t)
	for _, c := range []struct {
		line, out string
		status    int
	}{
		{"curl -s -w '%{http_code}' ${URL}1", "302", 0},
		{"curl -sL ${URL}3", "GET without a body\n", 0},
		{"curl -sL -d a=b ${URL}1", "GET without a body\n", 0},
		{"curl -sL -X POST -d a=b ${URL}1", "POST with a body\n", 0},
		{"curl -sL -d a=b ${URL}1?code=307", "POST with a body\n", 0},
		{"curl -L ${URL}51", "curl: (47) Maximum (50) redirects followed\n", 47},
		{"curl -sLi ${URL}1 | grep -c HTTP", "2\n", 0},
	} {
		r := s.Exec(c.line, time.Hour)
		if got := string(r.Stdout) + string(r.Stderr); got != c.out || r.Status != c.status {
			t.Errorf("%s: %d %q, want %d %q", c.line, r.Status, got, c.status, c.out)
		}
	}
	before := s.World().Hash()
	again := s.World().Fork()
	if again.Hash() != before {
		t.Error("a replay of the requests gives another world")
	}
}

// TestCurlRefuses holds that no option of curl's is passed over in silence, or
// called unknown though curl knows it.
func TestCurlRefuses(t *testing.T) {
	for _, c := range []struct {
		line, first string
		status      int
	}{
		{"curl", "curl: (2) no URL specified", 2},
		{"curl -m x " + nobody, "curl: option -m: expected a proper numerical parameter", 2},
		{"curl --max-filesize 5 " + nobody, "curl: option --max-filesize: is unknown", 2},
		{"curl -su me:secret " + nobody, "skylab does not simulate -u of curl; curl --help lists what it does", 2},
		{"curl --aws-sigv4 aws:amz " + nobody, "skylab does not simulate --aws-sigv4 of curl; curl --help lists what it does", 2},
		{"curl -v " + nobody, "skylab does not simulate -v of curl; -i shows the answer's headers", 2},
		{"curl --nonsense " + nobody, "curl: option --nonsense: is unknown", 2},
		{"curl -! " + nobody, "curl: option -!: is unknown", 2},
		{"curl -X", "curl: option -X: requires parameter", 2},
		{"curl --data", "curl: option --data: requires parameter", 2},
		{"curl --help", "Usage: curl [options...] <url>", 0},
		{"curl -V", "curl 8.7.1 (as skylab simulates it)", 0},
		{"curl -sw '%{nonsense}' ${URL}0", "curl: unknown --write-out variable: 'nonsense'", 0},
	} {
		s := site(t)
		r := s.Exec(c.line, time.Hour)
		first, _, _ := strings.Cut(string(r.Stderr), "\n")
		if c.status == 0 && first == "" {
			first, _, _ = strings.Cut(string(r.Stdout), "\n")
		}
		if first != c.first || r.Status != c.status {
			t.Errorf("%s: %d %q, want %d %q", c.line, r.Status, first, c.status, c.first)
		}
	}
}
