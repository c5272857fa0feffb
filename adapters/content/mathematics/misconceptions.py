"""The misconceptions that wrong choices come from, each with what it is in both languages."""

from __future__ import annotations

from collections.abc import Mapping

_DESCRIPTIONS = {
    "adds-decimals-as-whole-numbers": (
        "Suma los decimales aparte, como si fueran números enteros",
        "Adds the decimal parts on their own, as if they were whole numbers",
    ),
    "adds-instead-of-multiplying": ("Suma donde hay que multiplicar", "Adds where it should be multiplied"),
    "adds-numerators-and-denominators": (
        "Suma numerador con numerador y denominador con denominador",
        "Adds numerator to numerator and denominator to denominator",
    ),
    "adds-numerators-multiplies-denominators": (
        "Suma los numeradores y multiplica los denominadores",
        "Adds the numerators and multiplies the denominators",
    ),
    "adds-only-denominators": (
        "Se fija solo en los denominadores y los suma",
        "Looks only at the denominators and adds them",
    ),
    "adds-only-numerators": (
        "Se fija solo en los numeradores y los suma",
        "Looks only at the numerators and adds them",
    ),
    "adds-only-two-sides": ("Suma solo dos de los cuatro lados", "Adds only two of the four sides"),
    "adds-the-same-to-both-terms": (
        "Cree que sumar lo mismo arriba y abajo no cambia la fracción",
        "Thinks that adding the same to both terms leaves a fraction unchanged",
    ),
    "adds-the-speeds": ("Suma las velocidades de los tramos", "Adds the speeds of the parts"),
    "adds-the-step": (
        "Suma la diferencia una sola vez en lugar de multiplicarla por el lugar",
        "Adds the step once instead of multiplying it by the position",
    ),
    "aligns-last-digits": (
        "Alinea las últimas cifras en lugar de la coma",
        "Lines up the last digits instead of the decimal point",
    ),
    "any-minus-makes-it-negative": (
        "Cree que basta un signo menos para que el producto sea negativo",
        "Thinks that any minus sign makes a product negative",
    ),
    "area-for-perimeter": (
        "Calcula el área en lugar del perímetro",
        "Works out the area instead of the perimeter",
    ),
    "averages-the-speeds": (
        "Hace la media de las velocidades sin contar el tiempo de cada tramo",
        "Averages the speeds without counting the time of each part",
    ),
    "bigger-pack-is-always-cheaper": (
        "Cree que el envase grande sale siempre más barato",
        "Thinks that a bigger pack is always better value",
    ),
    "changes-only-one-term": (
        "Multiplica o divide solo uno de los dos términos",
        "Multiplies or divides only one of the two terms",
    ),
    "compares-gap-to-one": (
        "Compara cuánto les falta a los numeradores para llegar al denominador",
        "Compares the gaps between numerator and denominator",
    ),
    "compares-only-one-term": (
        "Compara solo una de las dos cantidades",
        "Compares only one of the two quantities",
    ),
    "counts-factors-not-signs": (
        "Cuenta los factores y no los signos",
        "Counts the factors and not the signs",
    ),
    "counts-marks-not-units": ("Cuenta marcas en lugar de unidades", "Counts marks instead of units"),
    "counts-only-one-side-of-zero": ("Cuenta solo a un lado del cero", "Counts only on one side of zero"),
    "counts-the-starting-point": ("Cuenta también el punto de partida", "Counts the starting point as well"),
    "decimal-hours-as-minutes": (
        "Lee los decimales de una hora como minutos",
        "Reads decimals of an hour as minutes",
    ),
    "difference-as-percent": ("Da la diferencia como porcentaje", "Gives the difference as a percentage"),
    "difference-instead-of-ratio": (
        "Compara con restas lo que hay que comparar con divisiones",
        "Compares by subtracting where a ratio is needed",
    ),
    "digits-become-the-decimal": (
        "Escribe los términos de la fracción como cifras del decimal",
        "Writes the terms of the fraction as digits of the decimal",
    ),
    "digits-become-the-fraction": (
        "Escribe las cifras del decimal como términos de la fracción",
        "Writes the digits of the decimal as terms of the fraction",
    ),
    "divides-the-other-way-round": ("Divide al revés", "Divides the wrong way round"),
    "division-always-makes-smaller": (
        "Cree que dividir siempre hace más pequeño",
        "Thinks that dividing always makes smaller",
    ),
    "equal-difference-means-equal": (
        "Cree que dos fracciones son iguales si sus términos se diferencian en lo mismo",
        "Thinks that fractions are equal if their terms differ by the same amount",
    ),
    "equal-needs-same-denominator": (
        "Cree que dos fracciones iguales tienen el mismo denominador",
        "Thinks that equal fractions have the same denominator",
    ),
    "first-term-times-position": (
        "Multiplica el primer término por el lugar",
        "Multiplies the first term by the position",
    ),
    "forgets-the-map-length": (
        "Usa la escala sin la longitud medida en el mapa",
        "Uses the scale without the length on the map",
    ),
    "fraction-changes-nothing": (
        "Cree que operar con una fracción deja el número igual",
        "Thinks that working with a fraction leaves the number as it is",
    ),
    "fraction-of-the-wrong-whole": (
        "Calcula la segunda fracción sobre el total y no sobre el resto",
        "Takes the second fraction of the whole and not of the rest",
    ),
    "gives-the-discount": (
        "Da el descuento en lugar de lo que se paga",
        "Gives the reduction instead of what is paid",
    ),
    "ignores-place-value": (
        "No tiene en cuenta el lugar de las cifras",
        "Takes no account of the place of the digits",
    ),
    "ignores-the-bracket": ("Resuelve como si no hubiera paréntesis", "Solves as if there were no bracket"),
    "ignores-the-fixed-part": ("No ve que hay una parte fija", "Doesn't see that there is a fixed part"),
    "ignores-the-sign": ("No tiene en cuenta el signo", "Takes no account of the sign"),
    "increases-instead-of-reducing": (
        "Aumenta donde hay que rebajar",
        "Increases where it should be reduced",
    ),
    "inverse-as-direct-proportion": (
        "Toma una proporción inversa por directa",
        "Takes inverse proportion for direct proportion",
    ),
    "inverts-the-fraction": ("Cambia el numerador por el denominador", "Swaps numerator and denominator"),
    "inverts-the-ratio": ("Escribe la razón en el orden contrario", "Writes the ratio in the opposite order"),
    "inverts-the-wrong-fraction": (
        "Al dividir, da la vuelta a la primera fracción",
        "Turns the first fraction over when dividing",
    ),
    "joins-unlike-terms": ("Junta términos que no son semejantes", "Joins terms that aren't alike"),
    "keeps-larger-denominator": (
        "Suma los numeradores y deja el denominador mayor",
        "Adds the numerators and keeps the larger denominator",
    ),
    "larger-denominator-is-larger": (
        "Cree que a mayor denominador, mayor fracción",
        "Thinks that a larger denominator makes a larger fraction",
    ),
    "long-decimal-means-endless": (
        "Cree que un decimal con muchas cifras no se acaba",
        "Thinks that a decimal with many digits never ends",
    ),
    "longer-is-larger": (
        "Cree que el decimal con más cifras es el mayor",
        "Thinks that the decimal with more digits is the greater",
    ),
    "looks-only-at-the-denominator": (
        "Mira el denominador sin simplificar antes",
        "Looks at the denominator without simplifying first",
    ),
    "looks-only-at-the-total": (
        "Mira el precio total y no el de cada unidad",
        "Looks at the total price and not at the price of each unit",
    ),
    "misplaces-decimal-mark": ("Coloca mal la coma decimal", "Puts the decimal point in the wrong place"),
    "misplaces-the-bracket": (
        "Pone o quita un paréntesis que cambia el orden",
        "Adds or drops a bracket, which changes the order",
    ),
    "moves-the-wrong-way": ("Mueve las cifras en el sentido contrario", "Moves the digits the wrong way"),
    "moves-without-changing-sign": (
        "Pasa un término al otro lado sin cambiar la operación",
        "Moves a term to the other side without undoing it",
    ),
    "multiple-as-power": (
        "Escribe el doble como cuadrado o el triple como cubo",
        "Writes twice as a square or three times as a cube",
    ),
    "multiplication-always-makes-bigger": (
        "Cree que multiplicar siempre hace más grande",
        "Thinks that multiplying always makes bigger",
    ),
    "multiplies-base-by-exponent": (
        "Multiplica la base por el exponente",
        "Multiplies the base by the exponent",
    ),
    "multiplies-instead-of-adding": ("Multiplica donde hay que sumar", "Multiplies where it should be added"),
    "multiplies-instead-of-dividing": (
        "Multiplica donde hay que dividir",
        "Multiplies where it should be divided",
    ),
    "multiplies-only-the-first-term": (
        "Multiplica solo el primer término del paréntesis",
        "Multiplies only the first term in the bracket",
    ),
    "multiplies-the-parts-taken": (
        "Multiplica las partes gastadas en lugar de las que quedan",
        "Multiplies the parts taken instead of the parts left",
    ),
    "negatives-ordered-as-positives": (
        "Ordena los negativos como si fueran positivos",
        "Orders negative numbers as if they were positive",
    ),
    "no-rule-of-signs": ("No aplica la regla de los signos", "Doesn't use the rule of signs"),
    "no-sense-of-size": (
        "No estima el tamaño de un resultado sin calcularlo",
        "Can't judge the size of a result without working it out",
    ),
    "no-unit-price": (
        "Compara sin calcular el precio de la unidad",
        "Compares without working out the unit price",
    ),
    "odd-terms-mean-irreducible": (
        "Cree que con números impares no se puede simplificar",
        "Thinks that odd numbers can't be simplified",
    ),
    "overlooks-common-factor": ("No ve un divisor común", "Overlooks a common factor"),
    "overlooks-the-mistake": ("Da por bueno un paso con error", "Accepts a step with a mistake in it"),
    "part-as-percent": (
        "Da la parte como si fuera el porcentaje",
        "Gives the part as if it were the percentage",
    ),
    "part-to-part-as-fraction": (
        "Compara una parte con la otra y no con el total",
        "Compares one part with the other and not with the whole",
    ),
    "part-to-whole-as-ratio": (
        "Compara una parte con el total y no con la otra",
        "Compares one part with the whole and not with the other",
    ),
    "percent-as-amount": (
        "Suma o resta el porcentaje como si fueran euros",
        "Adds or takes away the percentage as if it were euros",
    ),
    "percent-changes-cancel": (
        "Cree que subir y bajar el mismo porcentaje se compensa",
        "Thinks that the same rise and fall cancel out",
    ),
    "percent-of-the-wrong-whole": (
        "Calcula el porcentaje sobre otra cantidad",
        "Takes the percentage of another amount",
    ),
    "prime-term-means-irreducible": (
        "Cree que con un número primo no se puede simplificar",
        "Thinks that a fraction with a prime number can't be simplified",
    ),
    "reverses-the-order": ("Ordena al revés", "Reverses the order"),
    "rounds-to-an-easy-time": ("Redondea a un tiempo fácil", "Rounds to an easy time"),
    "shares-equally": ("Reparte en partes iguales", "Shares equally"),
    "shifts-place-value": (
        "Confunde décimas, centésimas y milésimas",
        "Mixes up tenths, hundredths and thousandths",
    ),
    "sign-of-a-power": ("Se equivoca con el signo de una potencia", "Gets the sign of a power wrong"),
    "sign-of-the-product": ("Se equivoca con el signo de un producto", "Gets the sign of a product wrong"),
    "sign-of-the-result": ("Se equivoca con el signo del resultado", "Gets the sign of the result wrong"),
    "skips-the-first-step": ("Se salta el primer cambio", "Skips the first change"),
    "squares-both-terms": ("Eleva al cuadrado los dos términos", "Squares both terms"),
    "starts-from-the-first-term": (
        "Empieza a contar desde el primer término y no desde antes de él",
        "Starts counting from the first term and not from before it",
    ),
    "stops-before-dividing": ("Se detiene antes de dividir", "Stops before dividing"),
    "stops-before-the-last-step": ("Se detiene antes del último paso", "Stops before the last step"),
    "subtracting-a-negative-subtracts": (
        "Cree que restar un negativo es restar",
        "Thinks that subtracting a negative subtracts",
    ),
    "subtracts-instead-of-dividing": ("Resta donde hay que dividir", "Subtracts where it should be divided"),
    "subtracts-the-coefficient": (
        "Resta el coeficiente en lugar de dividir entre él",
        "Subtracts the coefficient instead of dividing by it",
    ),
    "swaps-the-numbers": ("Intercambia los números de la expresión", "Swaps the numbers in the expression"),
    "takes-a-right-step-for-wrong": (
        "Señala como error un paso correcto",
        "Takes a right step for a mistake",
    ),
    "takes-every-fraction-for-one": ("Redondea toda fracción a 1", "Rounds every fraction to 1"),
    "takes-the-extreme-value": (
        "Elige el primero en lugar del que se pide",
        "Picks the first one instead of the one asked for",
    ),
    "takes-the-other-part": ("Da la otra parte", "Gives the other part"),
    "takes-the-percent-again": ("Vuelve a aplicar el descuento", "Takes the discount off once more"),
    "two-minuses-make-everything-positive": (
        "Cree que dos signos menos hacen todo positivo",
        "Thinks that two minus signs make everything positive",
    ),
    "wrong-direction": ("Avanza en el sentido contrario", "Moves in the wrong direction"),
    "wrong-inverse-operation": (
        "Deshace una operación con otra que no es su inversa",
        "Undoes an operation with one that isn't its inverse",
    ),
    "wrong-operation": ("Elige otra operación", "Chooses another operation"),
    "wrong-power-of-ten": ("Se equivoca en el número de ceros", "Gets the number of zeros wrong"),
    "wrong-unit-conversion": ("Se equivoca al cambiar de unidad", "Gets a change of unit wrong"),
}

MISCONCEPTIONS: Mapping[str, Mapping[str, str]] = {
    code: {"es": spanish, "en": english} for code, (spanish, english) in _DESCRIPTIONS.items()
}
"""Code -> what the learner seems to think, by language; every code that an item names is here."""
