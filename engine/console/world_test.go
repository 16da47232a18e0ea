package console

import (
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
)

func TestS3Verbs(t *testing.T) {
	s := prompt()
	for _, c := range []struct {
		line, out, err string
		status         int
	}{
		{"aws s3 mb s3://uploads", "make_bucket: uploads\n", "", 0},
		{"aws s3 cp a.txt s3://uploads", "upload: ./a.txt to s3://uploads/a.txt\n", "", 0},
		{"aws s3 cp a.txt s3://uploads/x/", "upload: ./a.txt to s3://uploads/x/a.txt\n", "", 0},
		{"aws s3 cp dir s3://uploads/d --recursive --exclude 'c/*'", "upload: dir/b.txt to s3://uploads/d/b.txt\n", "", 0},
		{"aws s3 cp dir s3://uploads/d --recursive --exclude '*' --include '*d.txt' --dryrun", "(dryrun) upload: dir/c/d.txt to s3://uploads/d/c/d.txt\n", "", 0},
		{"aws s3 cp dir/ s3://uploads/d --recursive --exclude b.txt --dryrun", "(dryrun) upload: dir/c/d.txt to s3://uploads/d/c/d.txt\n", "", 0},
		{"aws s3 cp a.txt s3://uploads/q --quiet", "", "", 0},
		{"aws s3 ls s3://uploads", "                           PRE d/\n                           PRE x/\n2026-11-02 09:00:00         14 a.txt\n2026-11-02 09:00:00         14 q\n", "", 0},
		{"aws s3 ls s3://uploads/d/ --human-readable --summarize", "2026-11-02 09:00:00     1 Byte b.txt\n\nTotal Objects: 1\n   Total Size: 1 Byte\n", "", 0},
		{"aws s3 ls s3://uploads/none", "", "", 1},
		{"aws s3 ls", "2026-11-02 09:00:00 uploads\n", "", 0},
		{"aws s3 cp s3://uploads/a.txt s3://uploads/copy.txt", "copy: s3://uploads/a.txt to s3://uploads/copy.txt\n", "", 0},
		{"aws s3 mv s3://uploads/copy.txt got.txt", "move: s3://uploads/copy.txt to ./got.txt\n", "", 0},
		{"aws s3 cp s3://uploads/d/b.txt dir", "download: s3://uploads/d/b.txt to dir/b.txt\n", "", 0},
		{"aws s3 cp s3://uploads/a.txt - | head -n 1", "one\n", "", 0},
		{"aws s3 cp s3://uploads/x sub --recursive", "download: s3://uploads/x/a.txt to sub/a.txt\n", "", 0},
		{"aws s3 cp s3://uploads/copy.txt .", "", "fatal error: An error occurred (404) when calling the HeadObject operation: Key \"copy.txt\" does not exist\n", 1},
		{"aws s3 cp nothing s3://uploads", "", "\naws: [ERROR]: The user-provided path nothing does not exist.\n", 255},
		{"aws s3 cp a.txt s3://nobucket", "", "upload failed: ./a.txt to s3://nobucket/a.txt An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist\n", 1},
		{"aws s3 ls s3://nobucket", "", "\naws: [ERROR]: An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist\n", 254},
		{"aws s3 cp a.txt b.txt", "", "\naws: [ERROR]: An error occurred (ParamValidation): usage: aws s3 cp <LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>\nError: Invalid argument type\n", 252},
		{"aws s3 mb uploads", "", "\naws: [ERROR]: An error occurred (ParamValidation): usage: aws s3 mb <S3Uri>\nError: Invalid argument type\n", 252},
		{"aws s3 sync dir s3://uploads", "", "skylab does not simulate `aws s3 sync` yet.\n", 252},
		{"aws s3 cp a.txt s3://uploads --acl public-read", "", "skylab does not simulate --acl of `aws s3 cp`.\n", 252},
		{"aws s3 rb s3://uploads", "", "remove_bucket failed: s3://uploads An error occurred (BucketNotEmpty) when calling the DeleteBucket operation: The bucket you tried to delete is not empty\n", 1},
		{"aws s3 rm s3://uploads/q", "delete: s3://uploads/q\n", "", 0},
		{"aws s3 rb s3://uploads --force", "delete: s3://uploads/a.txt\ndelete: s3://uploads/d/b.txt\ndelete: s3://uploads/x/a.txt\nremove_bucket: uploads\n", "", 0},
	} {
		r := s.Exec(c.line, time.Hour)
		errs := string(r.Stderr)
		if string(r.Stdout) != c.out || errs != c.err || r.Status != c.status {
			t.Errorf("%s\nout %q err %q status %d\nwant\nout %q err %q status %d", c.line, r.Stdout, r.Stderr, r.Status, c.out, c.err, c.status)
		}
	}
}

func TestPagesAreFetchedAndResumed(t *testing.T) {
	s := prompt()
	s.Exec("aws s3 mb s3://keys", time.Hour)
	for _, k := range []string{"k1", "k2", "k3", "k4", "k5"} {
		s.Exec("aws s3 cp a.txt s3://keys/"+k+" --quiet", time.Hour)
	}
	list := "aws s3api list-objects-v2 --bucket keys --query Contents[].Key --output text "
	for flags, want := range map[string]string{
		"":                            "k1\tk2\tk3\tk4\tk5\n",
		"--page-size 2":               "k1\tk2\nk3\tk4\nk5\n",
		"--no-paginate":               "k1\tk2\tk3\tk4\tk5\n",
		"--page-size 2 --max-items 5": "k1\tk2\nk3\tk4\nk5\n",
	} {
		if r := s.Exec(list+flags, time.Hour); string(r.Stdout) != want {
			t.Errorf("%q gives %q %s", flags, r.Stdout, r.Stderr)
		}
	}
	token, got := "", ""
	for i := 0; i < 10; i++ {
		line := "aws s3api list-objects-v2 --bucket keys --page-size 2 --max-items 1"
		if token != "" {
			line += " --starting-token " + token
		}
		r := s.Exec(line+" --query 'Contents[].Key|[0]' --output text", time.Hour)
		got += strings.SplitN(string(r.Stdout), "\n", 2)[0] + " "
		r = s.Exec(line+" --query NextToken --output json", time.Hour)
		if token = strings.Trim(string(r.Stdout), "\"\n"); token == "null" {
			break
		}
	}
	if got != "k1 k2 k3 k4 k5 " {
		t.Errorf("one at a time: %s", got)
	}
	if r := s.Exec("aws s3api list-objects-v2 --bucket keys --starting-token x", time.Hour); r.Status != 252 {
		t.Errorf("a bad token: %d %s", r.Status, r.Stderr)
	}
}

func TestTail(t *testing.T) {
	s := prompt()
	put := func(lines ...string) {
		s.World().CloudWatch.Put("/aws/lambda/hello", "2026/11/02/[$LATEST]abc", lines...)
	}
	s.World().AdvanceTo(s.World().Now().Add(20 * time.Minute))
	put("old\n")
	s.World().AdvanceTo(s.World().Now().Add(15 * time.Minute))
	put("START\n", `{"level":"INFO"}`)
	for line, want := range map[string]string{
		"aws logs tail /aws/lambda/hello":                                       "2026-11-02T09:35:00.000000+00:00 2026/11/02/[$LATEST]abc START\n2026-11-02T09:35:00.000000+00:00 2026/11/02/[$LATEST]abc {\"level\":\"INFO\"}\n",
		"aws logs tail /aws/lambda/hello --format short":                        "2026-11-02T09:35:00 START\n2026-11-02T09:35:00 {\"level\":\"INFO\"}\n",
		"aws logs tail /aws/lambda/hello --format json --since 1m":              "2026-11-02T09:35:00 START\n2026-11-02T09:35:00 \n{\n    \"level\": \"INFO\"\n}\n",
		"aws logs tail --since 1h --format=short /aws/lambda/hello":             "2026-11-02T09:20:00 old\n2026-11-02T09:35:00 START\n2026-11-02T09:35:00 {\"level\":\"INFO\"}\n",
		"aws logs tail /aws/lambda/hello --filter-pattern START --format short": "2026-11-02T09:35:00 START\n",
	} {
		if r := s.Exec(line, time.Hour); string(r.Stdout) != want {
			t.Errorf("%s\n%s%s\nwant\n%s", line, r.Stdout, r.Stderr, want)
		}
	}
	r := s.Start("aws logs tail /aws/lambda/hello --follow --format short | grep END")
	put("END 1\n")
	s.Advance(s.World().Now().Add(5*time.Second), 1000)
	put("no\n", "END 2\n")
	s.Advance(s.World().Now().Add(5*time.Second), 1000)
	s.Interrupt(r)
	if got := string(r.Stdout); got != "2026-11-02T09:35:00 END 1\n2026-11-02T09:35:05 END 2\n" {
		t.Errorf("followed: %q %s", got, r.Stderr)
	}
	for _, line := range []string{"aws logs tail", "aws logs tail g --since x", "aws logs tail g --format x", "aws logs tail g h"} {
		if r := s.Exec(line, time.Hour); r.Status != 252 {
			t.Errorf("%s: %d %s", line, r.Status, r.Stderr)
		}
	}
}

func TestRecordedLineReadsAsItWouldBeTyped(t *testing.T) {
	s := prompt()
	ops := s.World().Operations()
	if len(ops) < 10 {
		t.Fatal("too few operations")
	}
	files := map[string][]byte{}
	file := func(name string, data []byte) string { files[name] = data; return name }
	op := s.World().Operation("s3api.PutObject")
	_, in, err := (&proc{s: s}).request("s3api.PutObject", aws.Object{{Name: "Bucket", Value: "b"}, {Name: "Key", Value: "it's a key"}, {Name: "Body", Value: []byte("x")}})
	if err != nil {
		t.Fatal(err)
	}
	if got := Record(op, in, file); got != `aws s3api put-object --body body --bucket b --key 'it'\''s a key'` {
		t.Errorf("got %s", got)
	}
	if string(files["body"]) != "x" {
		t.Errorf("files %v", files)
	}
}

func TestComplete(t *testing.T) {
	s := prompt()
	for _, line := range []string{"aws s3 mb s3://uploads", "aws s3 mb s3://thumbs", "aws s3 cp a.txt s3://uploads/pictures/", "aws iam create-role --role-name runner --assume-role-policy-document file://trust.json",
		"aws sns create-topic --name orders"} {
		if r := s.Exec(line, time.Hour); r.Status != 0 {
			t.Fatalf("%s: %s", line, r.Stderr)
		}
	}
	hash := s.World().Hash()
	for line, want := range map[string]string{
		"a":                                "aws",
		"":                                 "aws curl ssh hey traffic fault job wait show why journal bill fidelity cat ls echo history clear help exit",
		"aws s3":                           "s3 s3api",
		"echo a; aws st":                   "sts",
		"echo $(aws st":                    "sts",
		"aws sts get":                      "get-caller-identity",
		"aws s3 c":                         "cp",
		"aws s3 rm --re":                   "--recursive",
		"aws s3 ls s3:":                    "s3://",
		"aws s3 ls s3://":                  "s3://thumbs/ s3://uploads/",
		"aws s3 ls s3://uploads/p":         "s3://uploads/pictures/",
		"aws s3 ls s3://uploads/pictures/": "s3://uploads/pictures/a.txt",
		"aws s3 cp d":                      "dir/",
		"aws s3 cp dir/":                   "dir/b.txt dir/c/",
		"aws s3api head-object --bucket ":  "thumbs uploads",
		"aws s3api head-object --bucket uploads --key p":             "pictures/a.txt",
		"aws iam get-role --role-name ":                              "runner",
		"aws iam create-role --assume-role-policy-document file://t": "file://trust.json",
		"aws sns publish --topic-arn ":                               "arn:aws:sns:us-east-1:123456789012:orders",
		"aws sns subscribe --protocol l":                             "lambda",
		"aws sts get-caller-identity --output j":                     "json",
		"aws lambda invoke ":                                         "--function-name out.json a.txt bad.json binary dir/ trust.json",
		"aws lambda invoke --function-name f ":                       "out.json a.txt bad.json binary dir/ trust.json --invocation-type --log-type --payload --qualifier --cli-input-json --generate-cli-skeleton",
		"aws s3api wait bucket-e":                                    "bucket-exists",
		"aws s3api wait bucket-exists --b":                           "--bucket",
		"cat a":                                                      "a.txt",
		"nonsense ":                                                  "",
	} {
		var got []string
		for _, c := range s.Complete(line, len(line)) {
			got = append(got, c.Text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q offers %q, want %q", line, got, want)
		}
	}
	if s.World().Hash() != hash {
		t.Error("completing changed the world")
	}
	if c := s.Complete("aws sts get-c and more", 13); len(c) != 1 || c[0].From != 8 {
		t.Errorf("got %+v", c)
	}
}

func TestOutputIsTheSameEveryTime(t *testing.T) {
	script := []string{"aws s3 mb s3://keys", "aws s3 cp dir s3://keys --recursive", "aws s3api list-objects-v2 --bucket keys --output yaml", "aws iam create-role --role-name r --assume-role-policy-document file://trust.json",
		"aws iam list-roles --query 'Roles[].*' --output table", "journal", "aws help", "aws s3api help", "why", "bill", "fidelity s3"}
	want := ""
	for i := range 100 {
		s, got := prompt(), ""
		for _, line := range script {
			r := s.Exec(line, time.Hour)
			got += string(r.Stdout) + string(r.Stderr)
		}
		if got += s.World().Hash(); i == 0 {
			want = got
		} else if got != want {
			t.Fatalf("run %d differs", i+1)
		}
	}
}

func FuzzExec(f *testing.F) {
	for _, line := range []string{"aws s3 mb s3://b && aws s3 ls", "aws iam create-role --role-name a --tags Key=a,Value=b", "echo $(echo a) | base64", "X=1; echo ${X} '", "aws sts get-caller-identity --query '{a:b[*].c}' --output table",
		"curl -d a=b -H 'x: y' https://a.lambda-url.us-east-1.on.aws/", "wait 1h", "aws logs tail /x --follow", "aws s3api put-object --bucket keys --key k --body a.txt", "why 3", "aws lambda invoke help"} {
		f.Add(line)
	}
	w := engine.New(engine.Config{})
	f.Fuzz(func(t *testing.T, line string) {
		s := New(w.Fork(), NewMemory(map[string][]byte{"a.txt": []byte("x")}))
		r := s.Exec(line, time.Minute)
		if !r.Done || r.Status < 0 || r.Status > 255 {
			t.Errorf("%q: %+v", line, r)
		}
		s.Complete(line, len(line))
	})
}

func FuzzShorthand(f *testing.F) {
	for _, text := range []string{"a=b", "a=[b,{c=d}],e={f=g}", "a='b,c',d", `a=b\,c`, "a@=file://x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		v, err := parseShorthand(text, nil)
		if err == nil && len(v) == 0 {
			t.Errorf("%q gives nothing", text)
		}
	})
}

func FuzzParseLine(f *testing.F) {
	for _, line := range []string{"a 'b' \"c $d\" $(e) | f > g", "a && b || c; d", "x=$(y", "\\\r"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		list, err := parse(line)
		if err != nil {
			return
		}
		if again, err := parse(line + "\n"); err != nil || len(again) != len(list) {
			t.Errorf("%q is whole, but with a line end it is %d links instead of %d, %v", line, len(again), len(list), err)
		}
	})
}

func BenchmarkExec(b *testing.B) {
	s := prompt()
	b.ReportAllocs()
	for b.Loop() {
		if r := s.Exec("aws sts get-caller-identity --query Arn --output text", time.Hour); r.Status != 0 {
			b.Fatal(string(r.Stderr))
		}
		s.history = s.history[:0]
	}
}

func BenchmarkComplete(b *testing.B) {
	s := prompt()
	b.ReportAllocs()
	for b.Loop() {
		s.Complete("aws iam create-role --ro", 24)
	}
}
