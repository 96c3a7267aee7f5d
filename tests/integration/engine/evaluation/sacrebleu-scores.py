"""Reads [{hypotheses, references}] (lists of texts) as JSON on stdin, prints what sacreBLEU makes of them."""

import json
import sys

from sacrebleu.metrics import BLEU

corpus_bleu = BLEU(tokenize="none", smooth_method="exp", effective_order=False)
sentence_bleu = BLEU(tokenize="none", smooth_method="exp", effective_order=True)


def scores(corpus):
    hypotheses, references = corpus["hypotheses"], corpus["references"]
    result = corpus_bleu.corpus_score(hypotheses, [references])
    return {
        "score": result.score,
        "precisions": result.precisions,
        "brevityPenalty": result.bp,
        "hypothesisLength": result.sys_len,
        "referenceLength": result.ref_len,
        "sentences": [
            sentence_bleu.sentence_score(hypothesis, [reference]).score
            for hypothesis, reference in zip(hypotheses, references)
        ],
    }


json.dump([scores(corpus) for corpus in json.load(sys.stdin)], sys.stdout)
