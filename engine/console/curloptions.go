package console

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const tryHelp = "\ncurl: try 'curl --help' or 'curl --manual' for more information"

// long are the options by their long names; a value begins with "=".
func long(name string) (short string, takes, ok bool) {
	switch name {
	case "--request":
		return "X", true, true
	case "--header":
		return "H", true, true
	case "--data", "--data-ascii":
		return "d", true, true
	case "--data-raw", "--data-binary", "--json", "--url":
		return name, true, true
	case "--output":
		return "o", true, true
	case "--write-out":
		return "w", true, true
	case "--user-agent":
		return "A", true, true
	case "--max-time":
		return "m", true, true
	case "--connect-timeout":
		return name, true, true
	case "--silent":
		return "s", false, true
	case "--show-error":
		return "S", false, true
	case "--include", "--show-headers":
		return "i", false, true
	case "--head":
		return "I", false, true
	case "--fail":
		return "f", false, true
	case "--location":
		return "L", false, true
	case "--get":
		return "G", false, true
	case "--insecure":
		return "k", false, true
	case "--help":
		return "h", false, true
	case "--version":
		return "V", false, true
	}
	return "", false, false
}

// otherOptions are options that curl has and skylab leaves out: the letters,
// and those long names that people use.
const (
	otherLetters = "#0123467aBbcCDeEFgjJKlMnNoOpPqQrRTtuUvxyYzZ:"
	otherOptions = " --anyauth --aws-sigv4 --cacert --cert --compressed --config --cookie --cookie-jar --create-dirs " +
		"--data-urlencode --digest --dump-header --fail-early --fail-with-body --form --form-string --get-url --globoff --http1.0 --http1.1 " +
		"--http2 --http3 --ipv4 --ipv6 --key --limit-rate --location-trusted --max-redirs --netrc --next --no-buffer --no-keepalive " +
		"--no-progress-meter --oauth2-bearer --output-dir --parallel --path-as-is --post301 --post302 --post303 --progress-bar --proxy --range " +
		"--referer --remote-header-name --remote-name --request-target --resolve --retry --retry-all-errors --retry-delay --retry-max-time " +
		"--stderr --time-cond --tls-max --tlsv1.2 --tlsv1.3 --trace --trace-ascii --trace-time --unix-socket --upload-file --url-query --user " +
		"--variable --verbose "
)

// noOption refuses an option: in skylab's words one that curl has, in curl's
// one that it has not.
func noOption(name string) (status int, text string) {
	if len(name) == 2 && strings.Contains(otherLetters, name[1:]) || strings.Contains(otherOptions, " "+name+" ") {
		return StatusUsage, fmt.Sprintf("skylab does not simulate %s of curl; curl --help lists what it does", name)
	}
	return StatusUsage, fmt.Sprintf("curl: option %s: is unknown%s", name, tryHelp)
}

// curlVersion is whose behaviour this is.
const curlVersion = "8.7.1"

// curlHelp is in curl's layout.
const curlHelp = `Usage: curl [options...] <url>
 -d, --data <data>          HTTP POST data; @FILE reads a file
     --data-raw <data>      The same, @ has no meaning
     --data-binary <data>   The same, line ends of a file are kept
     --json <data>          HTTP POST JSON
 -f, --fail                 Fail fast with no output on HTTP errors
 -G, --get                  Put the data in the URL and use GET
 -H, --header <header>      Pass a custom header
 -I, --head                 Show the headers only
 -i, --include              Show the response's headers in the output
 -k, --insecure             No certificate is wrong here
 -L, --location             Follow redirects
 -o, --output <file>        Write to a file instead of stdout
 -X, --request <method>     The method to use
 -s, --silent               Silent mode
 -S, --show-error           Show errors even when -s is used
     --connect-timeout <s>  Seconds to wait for a connection
 -m, --max-time <seconds>   Seconds to wait for all of it
     --url <url>            The URL
 -A, --user-agent <name>    Send User-Agent <name>
 -w, --write-out <format>   %{http_code}, %{time_total} and more, at the end
`

// dashed is an option's name as it was typed.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return name
}

func (c *curl) option(name, v string) (status int, text string) {
	switch name {
	case "X":
		c.in.Method = v
	case "H":
		key, val, _ := strings.Cut(v, ":")
		c.in.Headers[strings.ToLower(strings.TrimSpace(key))] = strings.TrimSpace(val)
	case "A":
		c.in.Headers["user-agent"] = v
	case "d", "--data-raw", "--data-binary", "--json":
		data := []byte(v)
		if file, is := strings.CutPrefix(v, "@"); is && name != "--data-raw" {
			var err error
			if data, err = c.s.read(file); err != nil {
				return 26, fmt.Sprintf("curl: option -d: error encountered when reading a file\ncurl: (26) Failed to open %s", file)
			}
			if name == "d" {
				data = []byte(strings.NewReplacer("\r", "", "\n", "").Replace(string(data)))
			}
		}
		if c.in.Body != nil && name != "--json" {
			data = append(append(slices.Clone(c.in.Body), '&'), data...)
		}
		c.in.Body = data
		kind := "application/x-www-form-urlencoded"
		if name == "--json" {
			kind = "application/json"
			c.setDefault("accept", kind)
		}
		c.setDefault("content-type", kind)
	case "o":
		c.out = v
	case "w":
		c.format = v
	case "m", "--connect-timeout":
		seconds, err := strconv.ParseFloat(v, 64)
		if err != nil || !(seconds > 0 && seconds < 1e9) {
			return 2, fmt.Sprintf("curl: option %s: expected a proper numerical parameter%s", dashed(name), tryHelp)
		}
		if limit := int64(seconds * 1000); name == "m" {
			c.in.MaxTimeMs = limit
		} else {
			c.in.ConnectTimeoutMs = limit
		}
	case "s":
		c.silent = true
	case "S":
		c.showError = true
	case "i":
		c.include = true
	case "I":
		c.head, c.include = true, true
	case "f":
		c.fail = true
	case "G":
		c.get = true
	case "L":
		c.follow = true
	case "k": // no certificate is wrong here
	case "h":
		return StatusOK, curlHelp
	case "V":
		return StatusOK, "curl " + curlVersion + " (as skylab simulates it)\n"
	case "v":
		return StatusUsage, "skylab does not simulate -v of curl; -i shows the answer's headers"
	default:
		return noOption("-" + name)
	}
	return 0, ""
}

func (c *curl) setDefault(header, value string) {
	if _, ok := c.in.Headers[header]; !ok {
		c.in.Headers[header] = value
	}
}
