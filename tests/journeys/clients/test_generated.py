"""Generated code is compared for what it declares: nothing else may make a difference, nothing that counts be lost."""

from generated import files, neutral, paragraphs, statements

OPERATIONS = "interface Port {\n\n    A getA(B in);\n\n    C getC(D in);\n\n}\n"
REORDERED = "interface Port {\n\n    C getC(D in);\n\n    A getA(B in);\n\n}\n"


def test_addresses_places_and_moments_make_no_difference():
    ours = 'url "http://localhost:8070/scene7/services/IpsApiService" from /a/ours.wsdl at 2026-11-22T02:08:31.047Z'
    published = 'url "https://example.com/scene7/services/IpsApiService" from /b/x.wsdl at 2026-11-22T02:09:00Z'
    assert neutral(ours) == neutral(published)


def test_the_order_of_operations_makes_no_difference():
    assert paragraphs(OPERATIONS) == paragraphs(REORDERED)


def test_line_breaks_make_no_difference_to_statements():
    assert statements("a(b, c);\nd();") == statements("d();\na(b,\n    c);")


def test_another_operation_makes_a_difference():
    assert paragraphs(OPERATIONS) != paragraphs(OPERATIONS.replace("getC", "getE"))
    assert statements(OPERATIONS) != statements(OPERATIONS.replace("getC", "getE"))


def test_the_order_of_a_types_fields_makes_a_difference(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, text in ((first, "int a;\n\nint b;\n"), (second, "int b;\n\nint a;\n")):
        folder.mkdir()
        (folder / "Type.java").write_text(text)
    assert files(first, "*.java") != files(second, "*.java")
    assert files(first, "*.java", ["Type.java"]) == files(second, "*.java", ["Type.java"])
