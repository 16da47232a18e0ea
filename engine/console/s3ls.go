package console

import (
	"fmt"
	"strings"
	"time"

	"skylab/engine/aws"
)

// s3ls lists as awscli/customizations/s3/subcommands.py does: dates in UTC,
// sizes right-aligned to ten columns. Status 1 says that a prefix was given
// and nothing is under it.
func s3ls(c *s3Command) {
	path := "s3://"
	if len(c.paths) > 0 {
		path = c.paths[0]
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(path, "s3://"), "/")
	l := &lister{c: c}
	if bucket == "" {
		c.api("s3api.ListBuckets", nil, func(op *aws.Operation, out any, err *aws.Error) {
			if err != nil {
				c.exit(reportService(c.err, op, err))
				return
			}
			page, _ := aws.Tree(out).(aws.Object)
			for _, b := range objectsIn(page, "Buckets") {
				c.printf("%s %s\n", when(get(b, "CreationDate")), get(b, "Name"))
			}
			l.end("")
		})
		return
	}
	delimiter := "/"
	if c.flags["--recursive"] {
		delimiter = ""
	}
	c.objects(bucket, key, delimiter, l.page, func(op *aws.Operation, err *aws.Error) {
		if err != nil {
			c.exit(reportService(c.err, op, err))
			return
		}
		l.end(key)
	})
}

type lister struct {
	c           *s3Command
	count, size int64
	shown       bool
}

func (l *lister) page(page aws.Object) {
	for _, p := range objectsIn(page, "CommonPrefixes") {
		prefix, _ := get(p, "Prefix").(string)
		parts := strings.Split(prefix, "/")
		l.c.printf("%30s %s/\n", "PRE", parts[max(len(parts)-2, 0)])
		l.shown = true
	}
	for _, o := range objectsIn(page, "Contents") {
		size, _ := get(o, "Size").(int64)
		key, _ := get(o, "Key").(string)
		l.count++
		l.size += size
		if !l.c.flags["--recursive"] {
			key = key[strings.LastIndexByte(key, '/')+1:]
		}
		l.c.printf("%s %10s %s\n", when(get(o, "LastModified")), l.amount(size), key)
		l.shown = true
	}
}

func (l *lister) amount(n int64) string {
	if l.c.flags["--human-readable"] {
		return humanSize(n)
	}
	return fmt.Sprint(n)
}

func (l *lister) end(key string) {
	if l.c.flags["--summarize"] {
		l.c.printf("\nTotal Objects: %d\n%15s%s\n", l.count, "Total Size: ", l.amount(l.size))
	}
	if key != "" && !l.shown {
		l.c.exit(StatusS3)
		return
	}
	l.c.exit(StatusOK)
}

// objectsIn are the objects of a list member of a page.
func objectsIn(page aws.Object, name string) []aws.Object {
	list, _ := get(page, name).([]any)
	var out []aws.Object
	for _, e := range list {
		if o, ok := e.(aws.Object); ok {
			out = append(out, o)
		}
	}
	return out
}

// when is a timestamp of an answer as `aws s3 ls` prints it.
func when(v any) string {
	s, _ := v.(string)
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return fmt.Sprintf("%-19s", s)
	}
	return t.UTC().Format("2006-01-02 15:04:05")
}

// humanSize is a size in words: "1 Byte", "10 Bytes", "1.4 MiB".
func humanSize(n int64) string {
	switch {
	case n == 1:
		return "1 Byte"
	case n < 1024:
		return fmt.Sprintf("%d Bytes", n)
	}
	v := float64(n) / 1024
	for i, unit := range []string{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"} {
		if v < 1023.5 || i == 5 {
			return fmt.Sprintf("%.1f %s", v, unit)
		}
		v /= 1024
	}
	return ""
}
