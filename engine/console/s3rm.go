package console

import "skylab/engine/aws"

// s3rm deletes an object, or all below a prefix.
func s3rm(c *s3Command) {
	bucket, key, ok := s3uri(c.paths[0])
	if !ok {
		c.misuse()
		return
	}
	if c.flags["--recursive"] {
		c.removeAll(bucket, key, c.finish)
		return
	}
	c.remove(bucket, key, c.finish)
}

// remove deletes one object and says so. S3 answers the same whether or not
// the object was there.
func (c *s3Command) remove(bucket, key string, then func()) {
	if c.flags["--dryrun"] {
		c.say("delete: s3://%s/%s", bucket, key)
		then()
		return
	}
	c.api("s3api.DeleteObject", aws.Object{{Name: "Bucket", Value: bucket}, {Name: "Key", Value: key}}, func(op *aws.Operation, _ any, err *aws.Error) {
		if err != nil {
			c.wrong("delete failed: s3://%s/%s %s", bucket, key, err.CLI(op.Name))
		} else {
			c.say("delete: s3://%s/%s", bucket, key)
		}
		then()
	})
}

// removeAll deletes all objects below a prefix that the filters let pass.
func (c *s3Command) removeAll(bucket, prefix string, then func()) {
	c.keys(bucket, prefix, func(keys []string) {
		c.eachOf(keys, func(key string, next func()) { c.remove(bucket, key, next) }, then)
	})
}

// keys lists the keys below a prefix; an error ends the command.
func (c *s3Command) keys(bucket, prefix string, then func([]string)) {
	var keys []string
	c.objects(bucket, prefix, "", func(page aws.Object) {
		for _, o := range objectsIn(page, "Contents") {
			if key, ok := get(o, "Key").(string); ok && c.passes(key, prefix) {
				keys = append(keys, key)
			}
		}
	}, func(op *aws.Operation, err *aws.Error) {
		if err != nil {
			c.fail(StatusS3, "fatal error: %s", err.CLI(op.Name))
			return
		}
		then(keys)
	})
}

// eachOf does work for one after the other. It loops where the work is done at
// once, so that ten thousand dry runs do not grow the stack.
func (c *s3Command) eachOf(items []string, work func(item string, next func()), then func()) {
	i, looping, ready := 0, false, false
	var advance func()
	advance = func() {
		if ready = true; looping {
			return
		}
		looping = true
		for ready {
			if ready = false; i == len(items) {
				then()
				break
			}
			i++
			work(items[i-1], advance)
		}
		looping = false
	}
	advance()
}

// passes applies --exclude and --include: the last pattern that matches
// decides. Patterns are matched against the path below the source.
func (c *s3Command) passes(path, root string) bool {
	for len(root) > 0 && root[len(root)-1] != '/' {
		root = root[:len(root)-1]
	}
	below := path[min(len(root), len(path)):]
	ok := true
	for _, r := range c.rules {
		if glob(r.pattern, below) {
			ok = r.include
		}
	}
	return ok
}

// glob is Python's fnmatch without character classes: * matches slashes too.
func glob(pattern, s string) bool {
	star, mark, i, j := -1, 0, 0, 0
	for j < len(s) {
		switch {
		case i < len(pattern) && pattern[i] == '*':
			star, mark = i, j
			i++
		case i < len(pattern) && (pattern[i] == '?' || pattern[i] == s[j]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(pattern) && pattern[i] == '*' {
		i++
	}
	return i == len(pattern)
}
