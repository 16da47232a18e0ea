package console

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// s3Verb is a command of `aws s3`, which the CLI builds over the operations of
// s3api.
type s3Verb struct {
	name, usage, help string
	flags             string // those simulated; a flag with = takes a value
	paths             int    // how many it needs
	run               func(*s3Command)
}

func s3Verbs() []s3Verb {
	const copying = "--recursive --dryrun --quiet --only-show-errors --no-progress --exclude= --include= --content-type="
	return []s3Verb{
		{"cp", "<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>", "copies a file or an object, a folder with --recursive", copying, 2, s3cp},
		{"ls", "<S3Uri> or NONE", "lists the buckets, or objects under a prefix", "--recursive --human-readable --summarize --page-size=", 0, s3ls},
		{"mb", "<S3Uri>", "makes a bucket", "", 1, s3mb},
		{"mv", "<S3Uri> <LocalPath> or <S3Uri> <S3Uri>", "copies, then deletes the source", copying, 2, s3cp},
		{"rb", "<S3Uri>", "removes an empty bucket, or any with --force", "--force", 1, s3rb},
		{"rm", "<S3Uri>", "deletes an object, all below a prefix with --recursive", "--recursive --dryrun --quiet --only-show-errors --exclude= --include=", 1, s3rm},
	}
}

// s3Command is one `aws s3` command.
type s3Command struct {
	*proc
	verb   string
	usage  string
	paths  []string
	flags  map[string]bool
	values map[string]string
	rules  []rule // --exclude and --include in their order
	failed bool
}

type rule struct {
	include bool
	pattern string
}

// runS3 is `aws s3 …`.
func runS3(p *proc, args []string) {
	name, rest, ok := takeCommand(args)
	if !ok {
		p.exit(report(p.err, unparsed("the following arguments are required: subcommand")))
		return
	}
	if name == "help" {
		p.helpS3()
		return
	}
	for _, v := range s3Verbs() {
		if v.name != name {
			continue
		}
		if len(rest) == 1 && rest[0] == "help" {
			p.printf("NAME\n       %s - %s\n\nSYNOPSIS\n       aws s3 %s %s\n", v.name, v.help, v.name, v.usage)
			if v.flags != "" {
				p.printf("\nOPTIONS\n       %s\n", strings.ReplaceAll(strings.ReplaceAll(v.flags, "=", " <value>"), " --", "\n       --"))
			}
			p.exit(StatusOK)
			return
		}
		c, err := v.parse(p, rest)
		if err != nil {
			p.exit(report(p.err, err))
			return
		}
		v.run(c)
		return
	}
	if slices.Contains(realOperations("s3"), name) {
		p.exit(report(p.err, unsimulated("`aws s3 %s` yet.", name)))
		return
	}
	p.exit(report(p.err, invalidChoice("subcommand", name, realOperations("s3"))))
}

// leftOut are options that `aws s3` has and skylab has not.
const leftOut = " --acl --grants --sse --sse-c --sse-kms-key-id --storage-class --metadata --metadata-directive --website-redirect --cache-control --content-disposition --content-encoding --content-language --expires --source-region --expected-size --follow-symlinks --no-follow-symlinks --request-payer --checksum-algorithm --checksum-mode --ignore-glacier-warnings --force-glacier-transfer --copy-props --no-overwrite --tags --bucket-name-prefix --bucket-region "

func (v s3Verb) parse(p *proc, args []string) (*s3Command, error) {
	c := &s3Command{proc: p, verb: v.name, usage: v.usage, flags: map[string]bool{}, values: map[string]string{}}
	known := strings.Fields(v.flags)
	var extra []string
	for i := 0; i < len(args); i++ {
		if args[i] == "-" || !isOption(args[i]) {
			c.paths = append(c.paths, args[i])
			continue
		}
		name, value, inline := strings.Cut(args[i], "=")
		switch {
		case slices.Contains(known, name):
			c.flags[name] = true
		case slices.Contains(known, name+"="):
			if !inline {
				if i+1 >= len(args) || isOption(args[i+1]) {
					return nil, unparsed("argument %s: expected one argument", name)
				}
				i++
				value = args[i]
			}
			c.values[name] = value
			if name == "--exclude" || name == "--include" {
				c.rules = append(c.rules, rule{name == "--include", value})
			}
		case strings.Contains(leftOut, " "+name+" "):
			return nil, unsimulated("%s of `aws s3 %s`.", name, v.name)
		default:
			extra = append(extra, args[i])
		}
	}
	most := max(v.paths, 1)
	if len(c.paths) < v.paths {
		return nil, unparsed("the following arguments are required: %s", map[bool]string{true: "path", false: "paths"}[v.name == "mb" || v.name == "rb"])
	}
	if len(c.paths) > most {
		extra = append(extra, c.paths[most:]...)
	}
	if len(extra) > 0 {
		return nil, &failure{StatusParam, "", "Unknown options: " + strings.Join(extra, ", "), 'b'}
	}
	return c, nil
}

// request fills the input of an operation that a verb uses. Members that the
// world's operation has not are left out.
func (p *proc) request(id string, tree aws.Object) (*aws.Operation, any, error) {
	op := p.s.w.Operation(id)
	if op == nil {
		return nil, nil, unsimulated("%s.", id)
	}
	kept := slices.DeleteFunc(slices.Clone(tree), func(f aws.Field) bool {
		_, ok := memberNamed(op.In(), f.Name)
		return !ok || f.Value == nil
	})
	in := op.NewIn()
	f := filler{raw: true}
	return op, in, f.fill(in, kept)
}

// api makes a verb's call; a line that cannot be a call ends the command.
func (p *proc) api(id string, tree aws.Object, then func(op *aws.Operation, out any, err *aws.Error)) {
	op, in, err := p.request(id, tree)
	if err != nil {
		p.exit(report(p.err, err))
		return
	}
	p.call(op, in, func(out any, err *aws.Error) { then(op, out, err) })
}

// objects lists a bucket page by page.
func (p *proc) objects(bucket, prefix, delimiter string, each func(page aws.Object), then func(op *aws.Operation, err *aws.Error)) {
	var next func(token any)
	next = func(token any) {
		tree := aws.Object{{Name: "Bucket", Value: bucket}, {Name: "Prefix", Value: prefix}, {Name: "ContinuationToken", Value: token}}
		if delimiter != "" {
			tree = append(tree, aws.Field{Name: "Delimiter", Value: delimiter})
		}
		p.api("s3api.ListObjectsV2", tree, func(op *aws.Operation, out any, err *aws.Error) {
			if err != nil {
				then(op, err)
				return
			}
			page, _ := aws.Tree(out).(aws.Object)
			each(page)
			if more, _ := get(page, "IsTruncated").(bool); more {
				next(get(page, "NextContinuationToken"))
				return
			}
			then(op, nil)
		})
	}
	next(nil)
}

// s3uri splits s3://bucket/key.
func s3uri(path string) (bucket, key string, ok bool) {
	rest, ok := strings.CutPrefix(path, "s3://")
	bucket, key, _ = strings.Cut(rest, "/")
	return bucket, key, ok
}

func (c *s3Command) misuse() {
	c.exit(report(c.err, invalid("usage: aws s3 %s %s\nError: Invalid argument type", c.verb, c.usage)))
}
