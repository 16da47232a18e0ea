package console

import (
	"reflect"
	"strings"

	"skylab/engine/aws"
)

// copyAll copies all objects below a prefix.
func (c *s3Command) copyAll(bucket, prefix, to string) {
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	if _, key, is := s3uri(to); (!is || key != "") && !strings.HasSuffix(to, "/") {
		to += "/"
	}
	c.keys(bucket, prefix, func(keys []string) {
		c.eachOf(keys, func(key string, next func()) {
			c.copyOne(bucket, key, strings.TrimPrefix(key, prefix), to, next)
		}, c.finish)
	})
}

// copyOne copies an object; name is what it is called in a folder.
func (c *s3Command) copyOne(bucket, key, name, to string, next func()) {
	from := "s3://" + bucket + "/" + key
	toBucket, toKey, toS3 := s3uri(to)
	if toS3 {
		if toKey == "" || strings.HasSuffix(toKey, "/") {
			toKey += name
		}
		c.copyInside(bucket, key, from, toBucket, toKey, next)
		return
	}
	if to != "-" && (strings.HasSuffix(to, "/") || c.s.isDir(to)) {
		to = strings.TrimSuffix(to, "/") + "/" + name
		to = strings.TrimPrefix(to, "./")
	}
	c.download(bucket, key, from, to, next)
}

// kind is the transfer's name in the CLI's lines: mv calls all of them move.
func (c *s3Command) kind(copying string) string {
	if c.verb == "mv" {
		return "move"
	}
	return copying
}

func (c *s3Command) copyInside(bucket, key, from, toBucket, toKey string, next func()) {
	to := "s3://" + toBucket + "/" + toKey
	if c.flags["--dryrun"] {
		c.say("%s: %s to %s", c.kind("copy"), from, to)
		next()
		return
	}
	tree := aws.Object{{Name: "Bucket", Value: toBucket}, {Name: "Key", Value: toKey}, {Name: "CopySource", Value: bucket + "/" + key}}
	c.api("s3api.CopyObject", tree, func(op *aws.Operation, _ any, err *aws.Error) {
		if err != nil {
			c.missing(err, key, "%s failed: %s to %s %s", c.kind("copy"), from, to, err.CLI(op.Name))
			next()
			return
		}
		c.moved(c.kind("copy"), bucket, key, from, to, next)
	})
}

func (c *s3Command) download(bucket, key, from, to string, next func()) {
	if c.flags["--dryrun"] {
		c.say("%s: %s to %s", c.kind("download"), from, shown(to))
		next()
		return
	}
	c.api("s3api.GetObject", aws.Object{{Name: "Bucket", Value: bucket}, {Name: "Key", Value: key}}, func(op *aws.Operation, out any, err *aws.Error) {
		if err != nil {
			c.undownloaded(op, err, key, from, to)
			next()
			return
		}
		data := body(out)
		if to == "-" {
			c.printf("%s", data)
			next()
			return
		}
		if werr := c.s.files.WriteFile(to, data); werr != nil {
			c.wrong("%s failed: %s to %s %s", c.kind("download"), from, shown(to), errno(to, werr))
			next()
			return
		}
		c.picture(to, data)
		c.moved(c.kind("download"), bucket, key, from, shown(to), next)
	})
}

// undownloaded words a failure to download. The CLI asks for the length of what
// it is to print only when it transfers, so that this is a transfer's failure.
func (c *s3Command) undownloaded(op *aws.Operation, err *aws.Error, key, from, to string) {
	if to == "-" && err.Status() == 404 {
		c.wrong("download failed: %s to - An error occurred (404) when calling the HeadObject operation: Not Found", from)
		return
	}
	c.missing(err, key, "%s failed: %s to %s %s", c.kind("download"), from, shown(to), err.CLI(op.Name))
}

// missing words a failure. The CLI asks with HeadObject first, which has no
// body and therefore no code but 404; a key that is not there ends the command.
func (c *s3Command) missing(err *aws.Error, key, format string, args ...any) {
	if err.Code == "NoSuchKey" || err.Status() == 404 && err.Code != "NoSuchBucket" {
		c.wrong("fatal error: An error occurred (404) when calling the HeadObject operation: Key \"%s\" does not exist", key)
		return
	}
	c.wrong(format, args...)
}

// moved says that a transfer is done and, for mv, deletes the source.
func (c *s3Command) moved(kind, bucket, key, from, to string, next func()) {
	c.say("%s: %s to %s", kind, from, to)
	if c.verb != "mv" {
		next()
		return
	}
	c.api("s3api.DeleteObject", aws.Object{{Name: "Bucket", Value: bucket}, {Name: "Key", Value: key}}, func(op *aws.Operation, _ any, err *aws.Error) {
		if err != nil {
			c.wrong("move failed: %s to %s %s", from, to, err.CLI(op.Name))
		}
		next()
	})
}

// body is the blob of an answer that the CLI would write to a file.
func body(out any) []byte {
	v := reflect.ValueOf(out)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return nil
	}
	for _, m := range aws.Members(v.Type()) {
		if m.Output {
			return v.Field(m.Index).Bytes()
		}
	}
	return nil
}
