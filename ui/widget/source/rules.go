package source

import "strings"

// rules is what the scanner has to know of a language.
type rules struct {
	words    map[string]bool
	comments []string // to the end of the line
	block    bool     // /* … */
	quotes   []string // the longer first
	keys     bool     // `name:` is painted
	flags    bool     // --flags and $variables are painted
	prompt   bool     // only what follows "$ " is code
}

func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// The languages; filling these tables costs the program some microseconds at
// its start.
var (
	none       = &rules{}
	javascript = &rules{
		words: words(`as async await break case catch class const continue default delete do else export extends false finally
			for from function if import in instanceof interface let new null of return static super switch this throw true try
			type typeof undefined var void while yield`),
		comments: []string{"//"}, block: true, quotes: []string{"`", `"`, "'"},
	}
	python = &rules{
		words: words(`and as assert async await break class continue def del elif else except False finally for from global if
			import in is lambda None nonlocal not or pass raise return True try while with yield`),
		comments: []string{"#"}, quotes: []string{`"""`, "'''", `"`, "'"},
	}
	golang = &rules{
		words: words(`break case chan const continue default defer else fallthrough false for func go goto if import interface
			map nil package range return select struct switch true type var`),
		comments: []string{"//"}, block: true, quotes: []string{"`", `"`, "'"},
	}
	shell = &rules{
		words:    words(`aws kubectl docker curl hey watch wait if then else fi for do done while case esac in function export cd sudo`),
		comments: []string{"#"}, quotes: []string{`"`, "'"}, flags: true,
	}
	transcript = &rules{words: shell.words, comments: shell.comments, quotes: shell.quotes, flags: true, prompt: true}
	json       = &rules{words: words(`true false null`), quotes: []string{`"`}, keys: true}
	yaml       = &rules{words: words(`true false null yes no`), comments: []string{"#"}, quotes: []string{`"`, "'"}, keys: true}
	docker     = &rules{
		words:    words(`FROM RUN COPY ADD CMD ENTRYPOINT ENV EXPOSE WORKDIR USER ARG LABEL VOLUME HEALTHCHECK AS`),
		comments: []string{"#"}, quotes: []string{`"`, "'"}, flags: true,
	}
)

func find(language string) *rules {
	switch strings.ToLower(language) {
	case "js", "javascript", "mjs", "ts", "typescript", "jsx", "tsx":
		return javascript
	case "py", "python":
		return python
	case "go":
		return golang
	case "sh", "bash", "shell", "zsh":
		return shell
	case "console", "shell-session":
		return transcript
	case "json":
		return json
	case "yaml", "yml":
		return yaml
	case "dockerfile", "docker":
		return docker
	}
	return none
}
