package clients

import (
	"regexp"
	"slices"
	"strings"
)

// differences are what versions of the CLI may differ in, from each other and
// from the console, which prints as versions 2.34 to 2.37 do.
var differences = []struct {
	why  string
	what *regexp.Regexp
	with string
}{
	{"version 2.32 and later say so", regexp.MustCompile(`(?m)^aws: \[ERROR\]: `), ""},
	{"version 2.34 and later say so", regexp.MustCompile(`(?m)^An error occurred \(ParamValidation\): `), ""},
	{"version 2.34 and later print what else an error has", regexp.MustCompile(`\n\nAdditional error details:\n(\w+: .*\n?)+`), ""},
	{"version 1 recommends version 2", regexp.MustCompile(`usage: \r?Note: AWS CLI version 2, .*\n\n`), ""},
	{"the usage stands before or behind the error", regexp.MustCompile(`usage: aws \[options\] .*(\n.*){0,2}\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n`), ""},
	{"an error of usage has a mark of its own", regexp.MustCompile(`(?m)^aws: error: `), ""},
	{"the console makes each call once", regexp.MustCompile(` \(reached max retries: \d\)`), ""},
	{"version 1 sums what it sends by another algorithm", regexp.MustCompile(`"ChecksumCRC(32|64NVME)": "[^"]+"`), `"Checksum"`},
	{"the means of a call", regexp.MustCompile(`(?m) by (console|client)$`), " by a client"},
	{"the CLI and boto3 add a token to a launch, the console none", regexp.MustCompile(`(?m)^ *"ClientToken": "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",\n`), ""},
	{"and so does boto3 on one line", regexp.MustCompile(`"ClientToken": "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",`), ""},
	{"progress is overwritten on a screen; the console has none", regexp.MustCompile(`Completed [^\r\n]* remaining *\r?`), ""},
}

// plainly is an output without these differences.
func plainly(text string) string {
	text += "\n"
	for _, d := range differences {
		text = d.what.ReplaceAllString(text, d.with)
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \r")
	}
	return strings.Join(unhurried(lines), "\n")
}

var transfer = regexp.MustCompile(`^(upload|download|copy|move|delete): `)

// unhurried puts the lines of transfers in order: the CLI has ten under way at
// once, the console one.
func unhurried(lines []string) []string {
	for i := 0; i < len(lines); i++ {
		end := i
		for end < len(lines) && transfer.MatchString(lines[end]) {
			end++
		}
		slices.Sort(lines[i:end])
		i = max(i, end-1)
	}
	return lines
}
