from kheo.kernel import files


def test_the_same_bytes_are_kept_once():
    first, second = files.keep(b"minh chung"), files.keep(b"minh chung")

    assert (first, files.fetch(first.path)) == (second, b"minh chung")
    assert first.size == 10
